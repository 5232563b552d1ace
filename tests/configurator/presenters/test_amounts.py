import pytest

from configurator.presenters.amounts import change_trend, change_words, round_words
from foundation.money import Money

SPACE, MINUS = "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("minor", "words", "trend"),
    [
        (1_850, f"+{SPACE}18.50{SPACE}€", "more"),
        (-1_200, f"{MINUS}{SPACE}12.00{SPACE}€", "less"),
        (0, "same price", ""),
    ],
)
def test_change_has_its_sign_set_apart(minor, words, trend):
    change = Money(minor, "EUR")

    assert (change_words(change, "en"), change_trend(change)) == (words, trend)


@pytest.mark.parametrize(
    ("minor", "language", "words"),
    [
        (149_000, "en", f"1,490{SPACE}€"),
        (149_050, "en", f"1,490.50{SPACE}€"),
        (149_000, "de", f"1.490{SPACE}€"),
    ],
)
def test_whole_amount_is_short(minor, language, words):
    assert round_words(Money(minor, "EUR"), language) == words
