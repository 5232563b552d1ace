"""The letters that the shop can put on paper: what its fonts hold, no more.

A text with another letter would be taken and then not be printed, so it is refused when it is
typed. The table is that of the fonts in `catalog/papers/fonts`; a test compares the two.
"""

RANGES = (
    "20-7e a0-ac ae-113 116-127 12a-12b 12e-137 139-13e 141-148 14a-14d 150-161 164-165 16a-17e "
    "1cd-1ce 218-21b 237-237 2c6-2c7 2da-2da 2dc-2dd 300-301 303-304 308-308 60c-60c 61b-61b "
    "61f-61f 621-63a 640-656 660-671 6a1-6a1 6a4-6a4 6ba-6ba 1e80-1e85 1e9e-1e9e 1ef2-1ef3 "
    "2010-2010 2013-2014 2018-201a 201c-201e 2020-2020 2022-2022 2026-2026 2039-203a 2044-2044 "
    "20ac-20ac 20b9-20b9 2122-2122 2191-2191 2193-2193 2212-2212 2215-2215 fd3e-fd3f"
)
"""Code points in hexadecimal, first and last of each stretch."""


def _letters_in(ranges: str) -> frozenset[str]:
    bounds = [[int(bound, 16) for bound in stretch.split("-")] for stretch in ranges.split()]
    return frozenset(chr(point) for first, last in bounds for point in range(first, last + 1))


PRINTED_LETTERS = _letters_in(RANGES)


def can_be_printed(grapheme: str) -> bool:
    """Say whether the fonts hold every part of what a reader sees as one character."""
    return PRINTED_LETTERS.issuperset(grapheme)
