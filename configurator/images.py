"""Read a picture that somebody sent, and write it anew: nothing of the sent bytes is kept."""

from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

BYTES_LIMIT = 10 * 1024 * 1024
PIXELS_LIMIT = 25_000_000
READ = ("PNG", "JPEG")
QUALITY = 90


class PictureRefused(ValueError):
    """A file that is not taken; the message says what is."""


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture written anew, upright and without metadata; ``kind`` is "png" or "jpeg"."""

    kind: str
    content: bytes
    width: int
    height: int


def clean_picture(sent: BinaryIO, size: int) -> CleanPicture:
    """Return the picture in a file of so many bytes.

    Parameters
    ----------
    sent
        The file, at its beginning.
    size
        Its length in bytes.

    Raises
    ------
    PictureRefused
        For anything but a PNG or JPEG of at most 10 MB and 25 megapixels that can be decoded.
    """
    if size > BYTES_LIMIT:
        raise PictureRefused(_("The picture is larger than 10 MB."))
    try:
        return _decoded(sent)
    except PictureRefused:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError,
            ValueError, EOFError, MemoryError) as error:  # fmt: skip
        raise PictureRefused(_("This is no picture. Send a PNG or JPEG.")) from error


def _decoded(sent: BinaryIO) -> CleanPicture:
    with Image.open(sent, formats=READ) as image:
        width, height = image.size
        if width * height > PIXELS_LIMIT:
            raise PictureRefused(_("The picture has more than 25 megapixels."))
        upright = ImageOps.exif_transpose(image)
        has_alpha = "A" in upright.getbands() or "transparency" in upright.info
        plain = upright.convert("RGBA" if has_alpha else "RGB")
        kind = "png" if image.format == "PNG" else "jpeg"
    if kind == "jpeg" and has_alpha:
        plain = plain.convert("RGB")
    # Without this, colour profiles and comments that the decoder found would be written again.
    plain.info = {}
    written = BytesIO()
    if kind == "png":
        plain.save(written, "PNG")
    else:
        plain.save(written, "JPEG", quality=QUALITY)
    return CleanPicture(kind, written.getvalue(), plain.width, plain.height)
