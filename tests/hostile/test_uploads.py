"""Files made to be two things at once, to burst, or to lie about themselves: harmless, in little time and memory."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
import zlib
from io import BytesIO
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from PIL import Image

from bot import uploads
from bot.errors import UploadError
from bot.store.staff import Role
from tests.bench.processes import ROOT
from tests.desk.conftest import SITE
from tests.web.test_files import PDF, picture

SCRIPT = b"<html><script>alert('sentinel')</script></html>"
# Bytes of memory and seconds that one file may take; pixels are painted at most at the size that is taken.
MEMORY, SECONDS = 50_000_000, 20


def _archive() -> bytes:
    """Return an archive that unpacks to a hundred times its size."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("sentinel.html", b"0" * 10_000_000)
    return packed.getvalue()


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")


def _png(width: int, height: int, *chunks: bytes) -> bytes:
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + b"".join(chunks) + _chunk(b"IEND", b"")


def _commented(body: bytes) -> bytes:
    """Return a JPEG with words where programs leave remarks."""
    whole = picture()
    return whole[:2] + b"\xff\xfe" + (len(body) + 2).to_bytes(2, "big") + body + whole[2:]


BURST = zlib.compress(b"\0" * 30_000_000)
REFUSED = {
    "pixels as a flood": _png(50_000, 50_000, _chunk(b"IDAT", BURST)),
    "a line without end": _png(2**31 - 1, 1, _chunk(b"IDAT", BURST)),
    "no size at all": _png(0, 0, _chunk(b"IDAT", BURST)),
    "remarks that burst": _png(9, 9, *[_chunk(b"zTXt", b"a\0\0" + BURST)] * 40),
    "profile that bursts": _png(9, 9, _chunk(b"iCCP", b"a\0\0" + BURST)),
    "SVG behind spaces": b" " * 2_000 + b"<svg onload='alert(1)'/>",
    "SVG with a head": b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'x'>]><svg>&a;</svg>",
    "page with a picture's mark": b"\xff\xd8\xff" + SCRIPT,
    "archive": _archive(),
    "PDF's mark too late": b"\n" * 1_020 + SCRIPT + PDF,
    "PostScript": b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file",
}
REPAINTED = {
    "JPEG and archive": picture() + _archive(),
    "PNG and page": picture("PNG") + SCRIPT,
    "page in a remark": _commented(SCRIPT),
    "GIF and script": picture("GIF") + b"/*sentinel*/=1;" + SCRIPT,
    "TIFF and PDF": picture("TIFF") + PDF + SCRIPT,
}


def _measured(content: bytes) -> uploads.Upload:
    tracemalloc.start()
    begun = perf_counter()
    try:
        return uploads.harmless(content)
    finally:
        assert perf_counter() - begun < SECONDS
        assert tracemalloc.get_traced_memory()[1] < MEMORY
        tracemalloc.stop()


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_what_bursts_or_is_no_picture_is_refused_before_it_costs_much(content):
    with pytest.raises(UploadError):
        _measured(content)


@pytest.mark.parametrize("content", REPAINTED.values(), ids=REPAINTED)
def test_what_is_two_things_at_once_is_only_a_picture_afterwards(content):
    found = _measured(content)
    assert found.kind == "photo"
    assert b"sentinel" not in found.content
    assert b"PK\x03\x04" not in found.content
    painted = Image.open(BytesIO(found.content))
    assert painted.format == "JPEG"
    assert not set(painted.info) & {"comment", "exif", "icc_profile"}


def test_a_picture_of_many_pictures_is_one_picture():
    frames = [Image.new("P", (400, 400), color) for color in range(200)]
    whole = BytesIO()
    frames[0].save(whole, "GIF", save_all=True, append_images=frames[1:])
    assert Image.open(BytesIO(_measured(whole.getvalue()).content)).size == (400, 400)


NAMES = ("../../../etc/cron.d/x", "..\\..\\x.exe", "a\0.pdf", "\u202efdp.exe", "x" * 5_000, "", "<img src=x>.pdf")


def test_names_and_kinds_that_a_sender_claims_are_never_used(office, waiting):
    """PDF and page in one stay what they are, but are served as PDF, to be saved, in a box without scripts."""
    family, both = waiting(), PDF + SCRIPT
    for number, name in enumerate(NAMES):
        sent = {"file": (name, both, "text/html"[number:] or "image/svg+xml")}
        answer = family.client.post("/chat/files", data={"id": f"file-number-{number}"}, files=sent, headers=SITE)
        assert answer.status_code in (200, 400), name
        assert "sentinel" not in answer.text
    me = office.colleague(Role.LEAD)
    me.open_case()
    with office.lotse.door.read() as conn:
        ids = [row[0] for row in conn.exec_driver_sql("SELECT id FROM file")]
    assert len(ids) >= len(NAMES) - 2
    for id in ids:
        served = me.client.get(f"/desk/file/{id}")
        assert served.headers["content-type"] == "application/pdf"
        assert served.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in served.headers["content-security-policy"]
        assert not any(part in served.headers.get("content-disposition", "") for part in ("..", "exe", "<"))


FLOOD = """
import asyncio, resource
from io import BytesIO
from PIL import Image
from bot import uploads
whole = BytesIO()
Image.new("RGBA", (7_000, 7_000), "red").save(whole, "PNG", compress_level=1)
before = int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize()
open("/proc/self/clear_refs", "w").write("5")
async def send():
    await asyncio.gather(*(uploads.made_harmless(whole.getvalue()) for _n in range(3)))
asyncio.run(send())
peak = next(int(line.split()[1]) * 1024 for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(len(whole.getvalue()), peak - before)
"""


def test_many_who_send_the_largest_picture_at_once_take_the_memory_of_one():
    done = subprocess.run([sys.executable, "-c", FLOOD], capture_output=True, text=True, check=True, cwd=ROOT)
    size, memory = map(int, done.stdout.split())
    assert size < uploads.LARGEST
    # Four bytes a pixel, twice where it is transparent; without waiting it was two and a half gigabytes for four.
    assert memory < 550_000_000, memory
