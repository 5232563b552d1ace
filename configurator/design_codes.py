"""Codes of designs: short enough to be read aloud, of letters that nobody mixes up."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U. Source: https://www.crockford.com/base32.html"""
CODE_LENGTH, SHARE_LENGTH = 10, 16
PARTS = (3, 4, 3)
MISREAD = str.maketrans("OIL", "011")


def new_code() -> str:
    """Return 50 random bits as ten letters: whoever has the code goes on with the design."""
    return _letters(CODE_LENGTH)


def new_share() -> str:
    """Return 80 random bits as sixteen letters: whoever has them may open a copy."""
    return _letters(SHARE_LENGTH)


def written_code(code: str) -> str:
    """Return a code as it is shown: ``K7P-4QDX-9MR``."""
    first, second, _third = PARTS
    return "-".join((code[:first], code[first : first + second], code[first + second :]))


def read_code(text: str) -> str:
    """Return the code that somebody typed, in any case, with or without dashes; else ""."""
    letters = "".join(text.upper().split()).replace("-", "").translate(MISREAD)
    is_code = len(letters) == CODE_LENGTH and all(letter in ALPHABET for letter in letters)
    return letters if is_code else ""


def _letters(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
