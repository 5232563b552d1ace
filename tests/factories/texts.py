"""Texts as people, pranksters and broken keyboards send them."""

import random
import unicodedata

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789  &-.'"
ACCENTED = "àéîõüñçßøåæœłđğışžčřőűțșąęėįųāēīūẞŸÿ"
MARKS = "".join(chr(point) for point in [*range(0x300, 0x370), *range(0x1AB0, 0x1AC0), 0x20DD])
ARABIC = "".join(
    chr(point) for point in [*range(0x621, 0x63B), *range(0x641, 0x653), *range(0x660, 0x66A)]
)
HEBREW = "אבגדהוזחטיכלמנסעפצקרשתךםןףץ"
OTHER = "ЖдяΩλπ漢字かな한글नमस्तेไทยअիდ"
JAMO = "".join(chr(point) for point in [*range(0x1100, 0x1113), *range(0x1161, 0x1176)])
HIDDEN = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202d\u202e\u2060\u2066\u2069\ufe0f\ufeff"
CONTROL = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)])) + "\u2028\u2029\ufffe\U0010ffff"
HALVES = "\ud800\udbff\udc00\udfff"
SPACES = "\u00a0\u2000\u2003\u2009\u202f\u205f\u3000"
EMOJI = ["🚲", "♥", "♥️", "👩‍🚀", "👨‍👩‍👧‍👦", "🇩🇪", "👍🏽", "1️⃣", "🏴‍☠️", "©", "™"]
ALIKE = "ﬁﬂＡｂ１ⅣªºſKÅıȷ²½①𝐀𝒶"
HOSTILE = [
    "<b>",
    "&amp;",
    "&#8206;",
    '"',
    "'; --",
    "]]>",
    "{{x}}",
    "%s",
    "\\",
    "=1+1",
    "${a}",
    "rust",
]
PIECES = [PLAIN, ACCENTED, ARABIC, HEBREW, OTHER, JAMO, HIDDEN, CONTROL, HALVES, SPACES, ALIKE]
FORMS = ["NFC", "NFD", "NFKC", "NFKD"]


def some_text(dice: random.Random) -> str:
    """Return a text of 0 to about 20 characters: mostly writable, often with one odd piece in it."""
    kind = dice.random()
    if kind < 0.35:
        text = _some(dice, PLAIN + ACCENTED, 14)
    elif kind < 0.5:
        text = _some(dice, ARABIC + " ", 12)
    elif kind < 0.6:
        text = _some(dice, PLAIN, 6) + _some(dice, ARABIC, 6)
    elif kind < 0.75:
        text = "".join(_marked(dice) for _ in range(dice.randint(1, 12)))
    elif kind < 0.9:
        text = _with_odd_piece(dice)
    else:
        text = "".join(chr(dice.randrange(0x110000)) for _ in range(dice.randint(1, 4)))
    return unicodedata.normalize(dice.choice(FORMS), text) if dice.random() < 0.3 else text


def _some(dice: random.Random, letters: str, most: int) -> str:
    return "".join(dice.choices(letters, k=dice.randint(0, most)))


def _marked(dice: random.Random) -> str:
    """One letter under few marks, or now and then under very many."""
    many = 60 if dice.random() < 0.02 else dice.choice([0, 0, 1, 1, 2, 5])
    marks = MARKS if dice.random() < 0.3 else "\u0300\u0301\u0303\u0304\u0308"
    return dice.choice(PLAIN + ACCENTED) + "".join(dice.choices(marks, k=many))


def _with_odd_piece(dice: random.Random) -> str:
    odd = dice.choice([*EMOJI, *HOSTILE, *(dice.choice(piece) for piece in PIECES)])
    text = _some(dice, PLAIN, 8)
    at = dice.randint(0, len(text))
    return text[:at] + odd + text[at:]
