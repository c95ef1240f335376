"""Decoding: every format and mode becomes upright RGB, everything else a clear error."""

import contextlib
import io
import subprocess
import sys
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from openmoderator.detect.errors import NotAPicture, PictureTooLarge, PictureTooSmall
from openmoderator.detect.image.decode import FORMATS, DecodeLimits, decode


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """The image as a file of `format`."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def two_halves(width: int = 64, height: int = 32) -> Image.Image:
    """Left half red, right half blue."""
    image = Image.new("RGB", (width, height), (255, 0, 0))
    image.paste((0, 0, 255), (width // 2, 0, width, height))
    return image


def png_header(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG of 8-bit RGB that claims the size and holds the given packed rows."""

    def chunk(name: bytes, body: bytes) -> bytes:
        check = zlib.crc32(name + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + name + body + check

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    header = chunk(b"IHDR", size + bytes([8, 2, 0, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", FORMATS)
def test_every_readable_format_keeps_size_and_colours(kind: str) -> None:
    picture = decode(encoded(two_halves(), kind))
    assert (picture.width, picture.height) == (64, 32)
    assert picture.pixels.shape == (32, 64, 3)
    assert picture.pixels.dtype == np.uint8
    assert np.abs(picture.pixels[16, 8].astype(int) - (255, 0, 0)).max() < 40
    assert np.abs(picture.pixels[16, 56].astype(int) - (0, 0, 255)).max() < 40


@pytest.mark.parametrize("kind", FORMATS)
def test_format_and_media_type_name_the_file_that_was_sent(kind: str) -> None:
    picture = decode(encoded(two_halves(), kind))
    assert picture.format == kind.lower()
    assert picture.media_type == f"image/{kind.lower()}"


@pytest.mark.parametrize("needed", ["GIF", "JPEG", "PNG", "BMP", "TIFF", "WEBP", "HEIF"])
def test_the_promised_formats_are_readable(needed: str) -> None:
    assert needed in FORMATS


def oriented(orientation: int) -> bytes:
    """Red, green, blue and white corners as a JPEG that states the orientation."""
    image = Image.new("RGB", (64, 32), (255, 0, 0))
    image.paste((0, 255, 0), (32, 0, 64, 16))
    image.paste((0, 0, 255), (0, 16, 32, 32))
    image.paste((255, 255, 255), (32, 16, 64, 32))
    exif = Image.Exif()
    exif[0x0112] = orientation
    return encoded(image, "JPEG", exif=exif.tobytes(), quality=95, subsampling=0)


# Upper left, upper right, lower left, lower right of the upright picture (EXIF 2.3, 0x0112).
CORNERS = {1: "RGBW", 2: "GRWB", 3: "WBGR", 4: "BWRG", 5: "RBGW", 6: "BRWG", 7: "WGBR", 8: "GWRB"}
CORNERS |= {0: "RGBW", 99: "RGBW"}


@pytest.mark.parametrize(("orientation", "corners"), CORNERS.items())
def test_every_exif_orientation_turns_the_picture_upright(orientation: int, corners: str) -> None:
    picture = decode(oriented(orientation))
    sideways = orientation in {5, 6, 7, 8}
    assert (picture.width, picture.height) == ((32, 64) if sideways else (64, 32))
    names = {"100": "R", "010": "G", "001": "B", "111": "W"}
    seen = [picture.pixels[y, x] > 127 for y in (4, -5) for x in (4, -5)]
    assert "".join(names["".join(str(int(on)) for on in corner)] for corner in seen) == corners


def test_transparency_lies_on_white() -> None:
    image = Image.new("RGBA", (4, 4), (255, 0, 0, 0))
    image.putpixel((0, 0), (255, 0, 0, 128))
    pixels = decode(encoded(image, "PNG")).pixels
    assert pixels[3, 3].tolist() == [255, 255, 255]
    assert pixels[0, 0].tolist() == [255, 127, 127]


def test_a_transparent_palette_entry_lies_on_white() -> None:
    image = Image.new("P", (4, 4), 1)
    image.putpalette([0, 0, 0, 0, 200, 0])
    image.putpixel((0, 0), 0)
    pixels = decode(encoded(image, "PNG", transparency=0)).pixels
    assert pixels[0, 0].tolist() == [255, 255, 255]
    assert pixels[3, 3].tolist() == [0, 200, 0]


def test_grey_with_alpha_lies_on_white() -> None:
    pixels = decode(encoded(Image.new("LA", (4, 4), (0, 0)), "PNG")).pixels
    assert pixels[0, 0].tolist() == [255, 255, 255]


def test_cmyk_jpegs_become_rgb() -> None:
    pixels = decode(encoded(Image.new("CMYK", (16, 16), (0, 255, 255, 0)), "JPEG")).pixels
    assert pixels[8, 8, 0] > 200
    assert pixels[8, 8, 1] < 60


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bit_grey_keeps_its_middle(kind: str) -> None:
    samples = np.full((8, 8), 0x8000, dtype=np.uint16)
    samples[0, 0], samples[7, 7] = 0, 0xFFFF
    pixels = decode(encoded(Image.fromarray(samples), kind)).pixels
    assert [pixels[0, 0, 0], pixels[4, 4, 0], pixels[7, 7, 0]] == [0, 128, 255]


def test_float_tiffs_are_stretched_over_their_own_range() -> None:
    samples = np.array([[-1.0, 0.0], [float("nan"), 1.0]], dtype=np.float32)
    pixels = decode(encoded(Image.fromarray(samples), "TIFF")).pixels[:, :, 0]
    assert pixels.tolist() == [[0, 128], [128, 255]]


def test_float_tiffs_of_shares_keep_their_greys() -> None:
    samples = np.array([[0.0, 0.5, 1.0]], dtype=np.float32)
    pixels = decode(encoded(Image.fromarray(samples), "TIFF")).pixels[0, :, 0]
    assert pixels.tolist() == [0, 128, 255]


def test_float_tiffs_of_the_widest_range_are_read() -> None:
    samples = np.array([[-3e38, 3e38]], dtype=np.float32)
    assert decode(encoded(Image.fromarray(samples), "TIFF")).pixels[0, :, 0].tolist() == [0, 255]


def test_float_tiffs_of_one_value_are_read() -> None:
    samples = np.full((2, 2), 1000.0, dtype=np.float32)
    assert decode(encoded(Image.fromarray(samples), "TIFF")).pixels.shape == (2, 2, 3)


@pytest.mark.parametrize("mode", ["1", "L"])
def test_black_and_white_is_three_equal_channels(mode: str) -> None:
    assert decode(encoded(Image.new(mode, (3, 3), 255), "PNG")).pixels.min() == 255


def test_the_first_frame_of_an_animation_counts() -> None:
    red, blue = Image.new("RGB", (8, 8), (255, 0, 0)), Image.new("RGB", (8, 8), (0, 0, 255))
    data = encoded(red, "GIF", save_all=True, append_images=[blue])
    assert decode(data).pixels[4, 4].tolist() == [255, 0, 0]


def test_one_pixel_is_a_picture() -> None:
    picture = decode(encoded(Image.new("RGB", (1, 1), (1, 2, 3)), "PNG"))
    assert picture.pixels.tolist() == [[[1, 2, 3]]]


def test_pixels_cannot_be_changed() -> None:
    pixels = decode(encoded(two_halves(), "PNG")).pixels
    with pytest.raises(ValueError, match="read-only"):
        pixels[0, 0, 0] = 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00",
        b"<!DOCTYPE html><html><body>not here</body></html>",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a\x00\x00\x00\x00\x00\x00\x00",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"\x00" * 5000,
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(NotAPicture):
        decode(data)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_cut_in_half_is_refused_or_read_but_never_crashes(kind: str) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (200, 200, 3), dtype=np.uint8)
    data = encoded(Image.fromarray(noise), kind)
    try:
        decode(data[: len(data) // 2])
    except (NotAPicture, PictureTooLarge):
        return
    assert kind not in {"JPEG", "PNG"}


def test_a_truncated_jpeg_says_that_it_is_cut_off() -> None:
    data = encoded(two_halves(400, 400), "JPEG")
    with pytest.raises(NotAPicture, match="JPEG picture is damaged or cut off"):
        decode(data[:-200])


def test_a_small_file_that_claims_many_pixels_is_refused_by_its_header() -> None:
    with pytest.raises(PictureTooLarge):
        decode(png_header(20_000, 20_000))


def test_between_our_limit_and_pillows_the_message_names_the_size() -> None:
    with pytest.raises(PictureTooLarge, match="8000 x 8000"):
        decode(png_header(8_000, 8_000))


def test_above_pillows_warning_size_it_is_still_too_large() -> None:
    with pytest.raises(PictureTooLarge):
        decode(png_header(10_000, 10_000))


def test_too_long_a_side_is_refused() -> None:
    with pytest.raises(PictureTooLarge, match="100 on a side"):
        decode(encoded(two_halves(101, 5), "PNG"), DecodeLimits(max_side=100))


def test_too_many_bytes_are_refused_before_parsing() -> None:
    with pytest.raises(PictureTooLarge, match="11 bytes; at most 10"):
        decode(b"not a thing", DecodeLimits(max_bytes=10))


def test_a_side_below_the_asked_minimum_is_refused() -> None:
    with pytest.raises(PictureTooSmall, match="smaller than 128 pixels on a side"):
        decode(encoded(two_halves(500, 127), "PNG"), DecodeLimits(min_side=128))
    decode(encoded(two_halves(128, 128), "PNG"), DecodeLimits(min_side=128))


def test_a_jpeg_of_endless_scans_is_refused() -> None:
    data = encoded(two_halves(), "JPEG", progressive=True)
    assert decode(data).format == "jpeg"
    start = data.index(b"\xff\xda")
    with pytest.raises(NotAPicture, match="scans"):
        decode(data[:-2] + data[start:-2] * 70 + data[-2:])


def test_without_the_heif_extra_the_message_names_it() -> None:
    data = encoded(two_halves(), "HEIF")
    code = (
        "import sys; sys.modules['pillow_heif'] = None\n"
        "from openmoderator.detect.errors import NotAPicture\n"
        "from openmoderator.detect.image.decode import decode\n"
        "try: decode(sys.stdin.buffer.read())\n"
        "except NotAPicture as error: print(error)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True)
    assert b"openmoderator[heif]" in run.stdout


BASES = [encoded(two_halves(), name) for name in FORMATS]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_picture_with_flipped_bytes_is_read_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(data.draw(st.sampled_from(BASES)))
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        picture = decode(bytes(damaged))
    except (NotAPicture, PictureTooLarge):
        return
    assert picture.pixels.shape == (picture.height, picture.width, 3)


@settings(max_examples=100, deadline=None)
@given(head=st.sampled_from([b"", b"\xff\xd8", b"GIF89a", b"BM", b"II*\x00"]), tail=st.binary())
def test_arbitrary_bytes_never_raise_anything_else(head: bytes, tail: bytes) -> None:
    with contextlib.suppress(NotAPicture, PictureTooLarge):
        decode(head + tail)
