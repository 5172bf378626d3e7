"""Make what strangers send harmless: pictures are painted anew, without what cameras hide in them.

PDF and sound stay what they are.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread
from PIL import Image, ImageOps

from bot.errors import UploadError
from bot.store.files import Upload

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

# Bytes of a file, pixels of a picture before it is painted anew, and its longer side afterwards.
LARGEST, MOST_PIXELS, SIDE = 10_000_000, 50_000_000, 2_000
QUALITY = 82
# A picture of a few kilobytes may fill four hundred megabytes while it is read: one after another, and whoever waits
# takes no thread from the others.
_EASEL = CapacityLimiter(1)
# What phones and scanners make; anything else is not even looked at.
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")


# How sound from phones and browsers begins: (place, bytes) and what it is served as.
_SOUNDS = (
    (0, b"OggS", "audio/ogg"),
    (0, b"\x1aE\xdf\xa3", "audio/webm"),
    (4, b"ftyp", "audio/mp4"),
    (0, b"ID3", "audio/mpeg"),
)


def sound_type(content: bytes) -> str:
    """Return the media type of a recording; empty where it is none that we take."""
    return next((kind for place, mark, kind in _SOUNDS if content[place : place + len(mark)] == mark), "")


def harmless(content: bytes) -> Upload:
    """Return a photo as JPEG, a PDF or a recording; raises UploadError where it is none of them, or too large."""
    if len(content) > LARGEST:
        raise UploadError("large")
    if sound_type(content):
        return Upload(kind="voice", content=content)
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return Upload(kind="pdf", content=content)
    return Upload(kind="photo", content=_painted_anew(content))


async def made_harmless(content: bytes) -> Upload:
    """Make a file harmless in a thread of its own, when those that came before are."""
    return await to_thread.run_sync(harmless, content, limiter=_EASEL)


def _painted_anew(content: bytes) -> bytes:
    try:
        with warnings.catch_warnings():
            # A bomb is an error here, not a remark.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _jpeg(Image.open(BytesIO(content), formats=_FORMATS))
    except UploadError:
        raise
    except Exception as error:
        # Decoders of foreign formats raise whatever they like.
        raise UploadError("unknown") from error


def _jpeg(picture: ImageFile) -> bytes:
    """Paint a picture on white paper, upright, with nothing but its pixels."""
    if picture.width * picture.height > MOST_PIXELS:
        raise UploadError("large")
    # Made smaller before anything is copied; colours of a table must be mixed, so those are written out first.
    whole = picture.convert("RGBA") if picture.mode in ("1", "P") else picture
    whole.thumbnail((SIDE, SIDE))
    upright = ImageOps.exif_transpose(whole).convert("RGBA")
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    painted = BytesIO()
    paper.save(painted, "JPEG", quality=QUALITY, optimize=True)
    return painted.getvalue()
