from decimal import Decimal

import pytest

from foundation.api.parsing import parse_json
from foundation.errors import Malformed


def test_parse_json_reads_fractions_exactly():
    assert parse_json(b'{"width": 12.30, "count": 2}') == {"width": Decimal("12.30"), "count": 2}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b'{"a": 1, "a": 2}',
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": 1e999}',
        b'{"a": "\\u0000"}',
        b'{"a": "\\ud800"}',
        b'{"\\u0000": 1}',
        b"[" * 40 + b"]" * 40,
        b"[" * 100_000 + b"]" * 100_000,
        b"1" * 41,
    ],
)
def test_parse_json_refuses_doubtful_bodies(body):
    with pytest.raises(Malformed):
        parse_json(body)
