"""Read the text back out of a PDF of ours: two-byte characters, each font with its ToUnicode map."""

import re
import zlib

from catalog.papers.sheet import Sheet

OBJECT = rb"(\d+) 0 obj\n<<\n((?:/[^\n]*\n)*?)"
STREAM = re.compile(OBJECT + rb">>\nstream\n(.*?)\nendstream", re.DOTALL)
TO_UNICODE = re.compile(OBJECT + rb"/ToUnicode (\d+) 0 R\n")
FONT = re.compile(rb"/(F\d+) (\d+) 0 R")
PAIR = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
SHOWN = re.compile(rb"/(F\d+) [0-9.]+ Tf|\(((?:[^\\()]|\\.)*)\) Tj|(ET)", re.DOTALL)
ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t"}


def pdf_lines(pdf: bytes) -> list[str]:
    """Return what each text object of the PDF says, in the order it was drawn.

    Right-to-left words come as they are drawn, from left to right.
    """
    streams = {int(number): _unpacked(head, body) for number, head, body in STREAM.findall(pdf)}
    maps = _maps(pdf, streams)
    contents = [body for body in streams.values() if b" Tj" in body]
    return [line for body in contents for line in _lines(body, maps) if line]


def _unpacked(head: bytes, body: bytes) -> bytes:
    return zlib.decompress(body) if b"FlateDecode" in head else body


def _maps(pdf: bytes, streams: dict[int, bytes]) -> dict[bytes, dict[int, str]]:
    tables = {int(font): int(table) for font, _head, table in TO_UNICODE.findall(pdf)}
    return {
        name: {
            int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
            for code, text in PAIR.findall(streams[tables[int(font)]])
        }
        for name, font in FONT.findall(pdf)
        if int(font) in tables
    }


def _lines(content: bytes, maps: dict[bytes, dict[int, str]]) -> list[str]:
    font, said, lines = b"", "", []
    for chosen, shown, end in SHOWN.findall(content):
        if chosen:
            font = chosen
        elif end:
            lines.append(said)
            said = ""
        else:
            said += _said(shown, maps[font])
    return lines


def _said(shown: bytes, letters: dict[int, str]) -> str:
    codes = ESCAPED.sub(lambda match: ESCAPES.get(match[1], match[1]), shown)
    pairs = zip(codes[::2], codes[1::2], strict=True)
    # Of the glyphs that draw one character together, the first alone stands for it.
    return "".join(letters.get(high << 8 | low, "") for high, low in pairs)


def has_boxes(paper: Sheet) -> bool:
    """Say whether a sheet shows a box in the place of a letter that its font does not hold."""
    return any(
        glyph.glyph_id == 0
        for font in paper.fonts.values()
        for glyph, _code in font.subset.items()
        if glyph.unicode and glyph.unicode != (0,)
    )
