"""The picture of a design as PNG, for mails: their programs show no SVG."""

from io import BytesIO

from pypdfium2 import PdfDocument

from catalog.papers.stage import Stage
from catalog.pictures import Picture

WIDTH_MM, HEIGHT_MM = 60.0, 40.0
WIDTH_PX, HEIGHT_PX = 360, 240


def picture_png(picture: Picture) -> bytes:
    """Draw a picture as on paper, 360 x 240 pixels."""
    page = Stage((WIDTH_MM, HEIGHT_MM))
    page.set_auto_page_break(False)
    page.add_page()
    page.stage(picture, 0, 0, WIDTH_MM, HEIGHT_MM)
    document = PdfDocument(bytes(page.output()))
    try:
        (drawn,) = document
        scale = WIDTH_PX / drawn.get_width()
        written = BytesIO()
        image = drawn.render(scale=scale).to_pil()
        # A page is rounded up to whole pixels.
        image.crop((0, 0, WIDTH_PX, HEIGHT_PX)).save(written, "PNG", optimize=True)
    finally:
        document.close()
    return written.getvalue()
