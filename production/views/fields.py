"""What the forms of the staff pages send, checked before it is read."""

MOST_DIGITS = 18


def is_number(text: str) -> bool:
    """Tell whether a text is a whole number in plain figures that a database can hold."""
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
