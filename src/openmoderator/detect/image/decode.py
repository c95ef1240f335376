"""From untrusted bytes to a `Picture`, with Pillow alone and under limits.

The header is judged before any pixel is decoded, so a small file that unpacks to gigabytes is
refused at once. Nothing else in the product may read a picture that came from outside.
"""

import io
import warnings
from dataclasses import dataclass
from typing import Final

from PIL import Image

from openmoderator.detect.errors import NotAPicture, PictureTooLarge, PictureTooSmall
from openmoderator.detect.image.frames import further_frames
from openmoderator.detect.image.picture import Picture
from openmoderator.detect.image.upright import rgb, upright

__all__ = ["FORMATS", "DecodeLimits", "Picture", "decode"]

# libjpeg walks over every pixel once a scan; encoders use ten to twenty scans, attacks thousands.
MAX_JPEG_SCANS: Final = 64
HEIF_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"heif"})
NAMES: Final = {"MPO": "jpeg"}


@dataclass(frozen=True, slots=True)
class DecodeLimits:
    """What is accepted: bytes of the file, pixels in all, and pixels on a side."""

    max_bytes: int = 20 * 1024 * 1024
    max_pixels: int = 50_000_000
    max_side: int = 30_000
    min_side: int = 1


def _formats() -> tuple[str, ...]:
    """The allowed formats that this installation can read, by Pillow's names."""
    Image.init()
    try:
        from pillow_heif import register_heif_opener  # the extra [heif]
    except ImportError:
        pass
    else:
        register_heif_opener(thumbnails=False)
    wanted = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "AVIF", "HEIF")
    return tuple(name for name in wanted if name in Image.OPEN)


FORMATS: Final = _formats()
# Odd metadata draws warnings from Pillow's readers; a file is judged by its pixels, and the
# log of a server is no place for them. (catch_warnings would not be safe among threads.)
warnings.filterwarnings("ignore", module=r"PIL\.")
DEFAULT_LIMITS: Final = DecodeLimits()


def decode(data: bytes, limits: DecodeLimits = DEFAULT_LIMITS) -> Picture:
    """The upright RGB picture in `data`; of an animation or a file of pages, the first, with
    some of the further ones beside it.

    Raises NotAPicture, PictureTooLarge or PictureTooSmall, and nothing else for any bytes.
    """
    _judge_bytes(data, limits)
    image = _open(data)
    _judge_size(image.width, image.height, limits)
    return _load(image, limits)


def _judge_bytes(data: bytes, limits: DecodeLimits) -> None:
    """Refuse what can be refused without parsing."""
    if not data:
        raise NotAPicture("The picture is empty: zero bytes were sent.")
    if len(data) > limits.max_bytes:
        message = f"The picture has {len(data)} bytes; at most {limits.max_bytes} are accepted."
        raise PictureTooLarge(message)
    # In the coded part of a JPEG 0xFF is always escaped, so this counts scan headers.
    if data[:2] == b"\xff\xd8" and data.count(b"\xff\xda") > MAX_JPEG_SCANS:
        message = f"The JPEG has more than {MAX_JPEG_SCANS} scans and is not read."
        raise NotAPicture(message)


def _open(data: bytes) -> Image.Image:
    """Read the header only."""
    try:
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise PictureTooLarge("The picture has too many pixels to be decoded.") from error
    except Exception as error:  # plugins raise a dozen kinds of error for broken headers
        raise NotAPicture(_why_unreadable(data)) from error


def _why_unreadable(data: bytes) -> str:
    """What to tell somebody whose bytes no reader knew."""
    if data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS and "HEIF" not in FORMATS:
        return "The picture is HEIF (HEIC); reading it needs the extra openmoderator[heif]."
    names = ", ".join(FORMATS)
    return f"The content is not a picture that can be read. Readable formats: {names}."


def _judge_size(width: int, height: int, limits: DecodeLimits) -> None:
    """Judge the size that the header states."""
    if width < 1 or height < 1:
        message = f"The picture has no pixels ({width} x {height})."
        raise NotAPicture(message)
    if max(width, height) > limits.max_side or width * height > limits.max_pixels:
        message = (
            f"The picture is {width} x {height} pixels; at most {limits.max_pixels} pixels "
            f"and {limits.max_side} on a side are accepted."
        )
        raise PictureTooLarge(message)
    if min(width, height) < limits.min_side:
        message = f"The image is smaller than {limits.min_side} pixels on a side."
        raise PictureTooSmall(message)


def _load(image: Image.Image, limits: DecodeLimits) -> Picture:
    """Decode the pixels."""
    name = image.format or ""
    try:
        image.load()
        flat = rgb(upright(image))
    except MemoryError as error:
        raise PictureTooLarge("The picture needs too much memory to be decoded.") from error
    except Exception as error:  # as in _open: decoders raise whatever they like
        message = f"The {name} picture is damaged or cut off and cannot be decoded."
        raise NotAPicture(message) from error
    short = NAMES.get(name, name.lower())
    return Picture(flat, short, f"image/{short}", further_frames(image, limits.max_pixels))
