import pytest

from configurator.design_codes import ALPHABET, new_code, new_share, read_code, written_code


def test_new_code_has_ten_letters_of_the_alphabet():
    code = new_code()

    assert len(code) == 10
    assert set(code) <= set(ALPHABET)
    assert len(ALPHABET) == 32


def test_new_share_is_longer_and_no_code():
    assert len(new_share()) == 16
    assert read_code(new_share()) == ""


def test_code_is_written_in_three_parts():
    assert written_code("K7P4QDX9MR") == "K7P-4QDX-9MR"


@pytest.mark.parametrize("typed", ["K7P-4QDX-9MR", "k7p4qdx9mr", " K7P 4QDX 9MR ", "k7p-4qdx9-mr"])
def test_code_is_read_in_any_writing(typed):
    assert read_code(typed) == "K7P4QDX9MR"


def test_letters_that_look_alike_are_read_as_figures():
    assert read_code("OIL-4QDX-9MR") == "0114QDX9MR"


@pytest.mark.parametrize(
    "typed", ["", "K7P", "K7P-4QDX-9MRX", "K7P-4QDX-9M!", "K7P-4QDX-9MU", "ßßß"]
)
def test_anything_else_is_no_code(typed):
    assert read_code(typed) == ""
