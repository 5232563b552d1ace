"""A4 sheets in the shop's own letters, from left to right or from right to left."""

import re
from collections.abc import Iterable, Sequence

import segno
from django.conf import settings

from catalog.papers.stage import INK, Stage
from catalog.pictures import Picture

WIDTH, MARGIN = 210, 18
BODY = WIDTH - 2 * MARGIN
SOFT, RULE = (77, 83, 90), (221, 221, 215)
PICTURE_WIDTH, PICTURE_HEIGHT = 52.0, 34.0
CODE_WIDTH, QUIET_MODULES = 26.0, 2
DARK = re.compile(rb"\x01+")
# Marks that a browser needs around prices; a sheet sets its own direction.
MARKS = dict.fromkeys((0x200E, 0x200F))


class Sheet(Stage):
    """One paper. Everything is measured in millimetres."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.set_title(title)
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, margin=22)
        self.add_page()

    def footer(self) -> None:
        self.set_y(-14)
        self.letters(8, colour=SOFT)
        self.cell(0, 5, f"Tailorline · {settings.SITE_URL}", align="C")

    def say(self, text: str, *, size: float = 10, bold: bool = False, soft: bool = False) -> None:
        """Write a paragraph from the side where the language begins."""
        self.letters(size, bold=bold, colour=SOFT if soft else INK)
        align = "R" if self.is_right_to_left else "L"
        self.multi_cell(0, size * 0.52, plain(text), align=align, new_x="LMARGIN", new_y="NEXT")

    def gap(self, height: float = 4) -> None:
        self.ln(height)

    def rule(self) -> None:
        self.set_draw_color(*RULE)
        self.line(MARGIN, self.get_y(), WIDTH - MARGIN, self.get_y())
        self.ln(2)

    def facts(self, rows: Iterable[tuple[str, str]]) -> None:
        """Write names and values in two columns."""
        for name, value in rows:
            self._pair(name, value, size=10, bold=False)

    def amounts(self, rows: Sequence[tuple[str, str]], *, last_bold: bool = True) -> None:
        """Write names at the start of the line, amounts at its end."""
        for number, (name, amount) in enumerate(rows):
            is_last = last_bold and number == len(rows) - 1
            self._pair(name, amount, size=12 if is_last else 10, bold=is_last, spread=True)

    def article(
        self, name: str, words: str, amount: str, picture: Picture | None, code: str = ""
    ) -> None:
        """Write one design beside its picture, where `code` is given with it to be scanned."""
        if self.get_y() + PICTURE_HEIGHT + 6 > self.h - 24:
            self.add_page()
        top = self.get_y()
        self._draw(picture, top)
        aside = CODE_WIDTH + 4 if code else 0
        if code:
            self.code(code, top)
        self.set_y(top)
        room = BODY - PICTURE_WIDTH - 6 - aside
        left = MARGIN + aside if self.is_right_to_left else MARGIN + PICTURE_WIDTH + 6
        align, end = ("R", "L") if self.is_right_to_left else ("L", "R")
        for text, size, bold, colour, side in (
            (name, 12, True, INK, align),
            (words, 9, False, SOFT, align),
            (amount, 11, True, INK, end),
        ):
            self.letters(size, bold=bold, colour=colour)
            self.set_x(left)
            self.multi_cell(
                room, size * 0.52, plain(text), align=side, new_x="LMARGIN", new_y="NEXT"
            )
        self.set_y(max(self.get_y(), top + PICTURE_HEIGHT) + 3)
        self.rule()

    def code(self, text: str, top: float) -> None:
        """Draw a QR code at the end of the line, quiet zone included."""
        modules = segno.make_qr(text, error="m").matrix_iter(border=QUIET_MODULES)
        rows = [bytes(row) for row in modules]
        size = CODE_WIDTH / len(rows)
        left = MARGIN if self.is_right_to_left else WIDTH - MARGIN - CODE_WIDTH
        self.set_fill_color(*INK)
        for number, row in enumerate(rows):
            for stretch in DARK.finditer(row):
                x, width = left + stretch.start() * size, len(stretch[0]) * size
                self.rect(x, top + number * size, width, size, style="F")

    def as_bytes(self) -> bytes:
        return bytes(self.output())

    def _pair(
        self, name: str, value: str, *, size: float, bold: bool, spread: bool = False
    ) -> None:
        widths = (BODY - 45, 45) if spread else (45, BODY - 45)
        cells = [(plain(name), SOFT if not bold else INK, widths[0], False)]
        cells.append((plain(value), INK, widths[1], spread))
        if self.is_right_to_left:
            cells.reverse()
        for text, colour, width, is_end in cells:
            self.letters(size, bold=bold, colour=colour)
            at_right = is_end != self.is_right_to_left
            self.cell(width, size * 0.62, text, align="R" if at_right else "L")
        self.ln(size * 0.62)

    def _draw(self, picture: Picture | None, top: float) -> None:
        left = WIDTH - MARGIN - PICTURE_WIDTH if self.is_right_to_left else MARGIN
        self.stage(picture, left, top, PICTURE_WIDTH, PICTURE_HEIGHT)
        self.set_xy(MARGIN, top)


def plain(text: str) -> str:
    """Leave out the marks of direction that only a page needs."""
    return text.translate(MARKS)
