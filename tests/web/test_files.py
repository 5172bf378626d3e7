"""Photos and papers on the page: what is taken, made harmless, and refused with a sentence."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from bot import uploads
from bot.errors import UploadError

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
HEADERS = {"Sec-Fetch-Site": "same-origin"}


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options) -> bytes:
    content = BytesIO()
    Image.new("RGB", size, "red").save(content, kind, **options)
    return content.getvalue()


def with_place() -> bytes:
    """Return a photo that tells where it was taken, and lies on its side."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "sentinel-exif"
    place = ImageFileDirectory_v2()
    place[1], place[2] = "N", (51.0, 20.0, 3.0)
    exif[0x8825] = dict(place)
    return picture(exif=exif.tobytes())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_a_picture_of_any_usual_kind_becomes_a_jpeg(kind):
    found = uploads.harmless(picture(kind))
    assert found.kind == "photo"
    assert Image.open(BytesIO(found.content)).format == "JPEG"


def test_what_a_camera_hides_in_a_picture_is_gone_and_it_stands_upright():
    before = with_place()
    assert b"sentinel-exif" in before
    found = uploads.harmless(before)
    assert b"sentinel-exif" not in found.content
    painted = Image.open(BytesIO(found.content))
    assert not painted.getexif()
    assert painted.size == (40, 60)


def test_a_large_photo_becomes_small_enough_and_transparent_paper_white():
    found = Image.open(BytesIO(uploads.harmless(picture(size=(5000, 3000))).content))
    assert max(found.size) == uploads.SIDE
    clear = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(clear, "PNG")
    white = Image.open(BytesIO(uploads.harmless(clear.getvalue()).content)).getpixel((5, 5))
    assert min(white) > 250


def test_a_pdf_stays_as_it_came():
    assert uploads.harmless(PDF) == uploads.Upload(kind="pdf", content=PDF)


def bomb() -> bytes:
    """Return a PNG that says it has 40,000 × 40,000 pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")

    head = (40_000).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"GIF89a<script>alert(1)</script>",
        b"\xff\xd8\xff\xe0 cut off",
        b"MZ\x90\0 a program",
        b"PK\x03\x04 an archive",
        bytes(1000),
    ],
)
def test_what_is_neither_picture_nor_pdf_is_refused(content):
    with pytest.raises(UploadError, match="unknown"):
        uploads.harmless(content)


def test_a_bomb_and_a_giant_are_refused():
    with pytest.raises(UploadError):
        uploads.harmless(bomb())
    with pytest.raises(UploadError, match="large"):
        uploads.harmless(PDF + bytes(uploads.LARGEST))


def test_a_picture_that_is_a_page_as_well_loses_the_page():
    both = picture() + b"<script>alert('sentinel')</script>"
    assert b"sentinel" not in uploads.harmless(both).content


def _send(client, content, name="../../etc/passwd.jpg", id="photo-number-1"):
    return client.post("/chat/files", data={"id": id}, files={"file": (name, content, "text/html")}, headers=HEADERS)


def test_a_photo_is_taken_once_however_often_it_is_sent(family, house):
    assert _send(family, picture()).status_code == 200
    assert _send(family, picture()).status_code == 200
    [conversation] = house.conversations.values()
    assert [shown.parts[0].text for shown in conversation.messages[1:]] == ["🖼️", "📬 True"]


@pytest.mark.parametrize(
    ("content", "id", "status", "says"),
    [
        (b"<svg/>", "photo-number-1", 415, "I cannot open this kind of file"),
        (PDF + bytes(uploads.LARGEST + 20_000), "photo-number-1", 413, "too big"),
        (PDF, "x", 400, "could not read"),
    ],
)
def test_a_refusal_says_what_to_do(family, content, id, status, says):
    answer = _send(family, content, id=id)
    assert (answer.status_code, says in answer.json()["sentence"]) == (status, True)


def test_only_who_has_a_chat_with_us_sends_files_and_only_from_our_page(client, family):
    family.cookies.clear()
    assert _send(family, picture()).status_code == 410
    foreign = client.post("/chat/files", files={"file": ("a.jpg", picture())}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert client.post("/chat/files", content=b"x", headers=HEADERS).status_code in (400, 410)


@pytest.mark.parametrize(
    ("begins", "kind"),
    [
        (b"OggS", "audio/ogg"),
        (b"\x1aE\xdf\xa3", "audio/webm"),
        (b"\0\0\0\x20ftypM4A ", "audio/mp4"),
        (b"ID3", "audio/mpeg"),
    ],
)
def test_a_recording_is_taken_as_it_is_and_served_as_what_it_is(begins, kind):
    found = uploads.harmless(begins + bytes(100))
    assert found.kind == "voice"
    assert uploads.sound_type(found.content) == kind
    assert uploads.sound_type(b"<html>") == ""
