"""A page that draws pictures of designs, in the letters of the shop."""

import logging
from io import BytesIO
from pathlib import Path

from django.utils.translation import get_language, get_language_bidi
from fpdf import FPDF
from fpdf.enums import TextDirection

from catalog.inline_pictures import inlined_svg
from catalog.pictures import Picture, PictureText

# What the fonts' tables say while they are cut to size is nobody's news.
logging.getLogger("fontTools").setLevel(logging.WARNING)
FONTS = Path(__file__).parent / "fonts"
FAMILIES = ("figtree", "figtree-ext", "readex-pro")
LATIN, ARABIC = "figtree", "readex-pro"
INK, GROUND = (25, 28, 32), (246, 246, 244)
POINT_MM = 0.3528
FRAME = 2


class Stage(FPDF):
    """A page with the shop's fonts and the direction of the language; measured in millimetres."""

    def __init__(self, size: str | tuple[float, float] = "A4") -> None:
        super().__init__(format=size)
        self.is_right_to_left = get_language_bidi()
        self.set_lang(get_language() or "en")
        for family in FAMILIES:
            for style, name in (("", "regular"), ("B", "bold")):
                self.add_font(family, style, FONTS / f"{family}-{name}.ttf")
        self.set_fallback_fonts([name for name in FAMILIES if name != LATIN], exact_match=False)
        self.set_font(LATIN, size=10)
        direction = TextDirection.RTL if self.is_right_to_left else TextDirection.LTR
        self.set_text_shaping(True, direction=direction)

    def stage(
        self, picture: Picture | None, left: float, top: float, width: float, height: float
    ) -> None:
        """Draw a picture in the middle of a ground, as large as it fits; None leaves it empty."""
        self.set_fill_color(*GROUND)
        self.rect(left, top, width, height, style="F", round_corners=True, corner_radius=2)
        if picture is None:
            return
        _x, _y, own_width, own_height = (float(part) for part in picture.view_box.split())
        scale = min((width - 2 * FRAME) / own_width, (height - 2 * FRAME) / own_height)
        x = left + (width - own_width * scale) / 2
        y = top + (height - own_height * scale) / 2
        self.image(
            BytesIO(inlined_svg(picture).encode()),
            x,
            y,
            w=own_width * scale,
            h=own_height * scale,
            alt_text=picture.label,
        )
        for text in picture.texts:
            if text.text:
                self._letter(text.text, text, x, y, scale)

    def letters(self, size: float, *, bold: bool = False, colour: tuple[int, int, int]) -> None:
        """Write on in the shop's font."""
        # A word in a fallback font leaves the page in that font: say the own one again.
        self.set_font(ARABIC, size=1)
        self.set_font(LATIN, "B" if bold else "", size)
        self.set_text_color(*colour)

    def _letter(self, words: str, text: PictureText, x: float, y: float, scale: float) -> None:
        at_x, at_y = x + float(text.x) * scale, y + float(text.y) * scale
        red, green, blue = (int(text.colour[at : at + 2], 16) for at in (1, 3, 5))
        self.letters(float(text.size) * scale / POINT_MM, colour=(red, green, blue))
        height, room = float(text.size) * scale, self.get_string_width(words) + 2 * self.c_margin
        with self.rotation(-float(text.angle), at_x, at_y):
            self.set_xy(at_x - room / 2, at_y - height / 2)
            self.cell(room, height, words, align="C")
