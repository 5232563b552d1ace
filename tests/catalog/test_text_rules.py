import pytest

from catalog.text_rules import TextRefused, check_text, unknown_characters

GROUP = {
    "max_length": 12,
    "characters": "letters digits & -",
    "blocked_words": ["rust"],
    "is_optional": False,
}


def checked(text, **changes):
    return check_text(GROUP | changes, text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Anna", "Anna"),
        ("  Anna ", "Anna"),
        ("Zoe\u0308", "Zoë"),
        ("A&B-1", "A&B-1"),
        ("محمد", "محمد"),
        ("m\u0303\u0301", "m\u0303\u0301"),
    ],
)
def test_text_is_kept_in_nfc_without_blanks_around(text, kept):
    assert checked(text) == kept


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A★B", "The sign “★” (black star) cannot be used. Letters, figures, & and hyphen can."),
        ("Hi 🚲", "A space cannot be used. Letters, figures, & and hyphen can."),
        ("👩‍🚀", "There is an invisible sign in the text (zero width joiner). Please remove it."),
        ("a\u200bb",
         "There is an invisible sign in the text (zero width space). Please remove it."),
        ("a\u202eb",
         "There is an invisible sign in the text (right-to-left override). Please remove it."),
        ("a\0", "There is an invisible character in the text. Please type it again."),
        ("a\ud800", "There is an invisible character in the text. Please type it again."),
        ("नमस्ते",
         "The sign “न” (devanagari letter na) is not among the letters that we have. "
         "Most Latin and Arabic letters are."),
        ("ẹ\u0301",
         "The sign “ẹ\u0301” (latin small letter e with dot below) is not among the letters that we "
         "have. Most Latin and Arabic letters are."),
        ("a\nb", "There is an invisible character in the text. Please type it again."),
        ("abcdefghijklm", "The text has 13 characters; 12 fit."),
        ("Rust", "We do not write this word. Please choose another."),
        ("r-u-s-t", "We do not write this word. Please choose another."),
        ("RÜST", "We do not write this word. Please choose another."),
        ("", "Please write something here."),
        ("   ", "Please write something here."),
        (5, "Send the text as text."),
    ],
)  # fmt: skip
def test_text_is_refused_with_what_may_be_used(text, message):
    with pytest.raises(TextRefused) as refusal:
        checked(text)

    assert str(refusal.value) == message


def test_several_blanks_are_kept_as_the_one_that_is_shown():
    assert checked("A   &  B", characters="letters space &") == "A & B"


def test_pile_of_marks_is_refused():
    with pytest.raises(TextRefused, match="cannot be used"):
        checked("a" + "\u0300" * 9)


def test_optional_text_may_be_empty():
    assert checked("", is_optional=True) == ""


def test_word_that_only_contains_a_blocked_one_is_taken():
    assert checked("trusty") == "trusty"


def test_length_counts_what_a_reader_sees():
    assert checked("m\u0303\u0301" * 12) == "m\u0303\u0301" * 12


def test_latin_letters_only():
    assert checked("Zoë", characters="latin") == "Zoë"
    with pytest.raises(TextRefused, match="Latin letters can"):
        checked("محمد", characters="latin")


def test_unknown_characters_are_the_words_that_mean_nothing():
    assert unknown_characters("letters & emoji ♥ -") == ["emoji"]
