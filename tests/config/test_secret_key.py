import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.secret_key import demo_secret_key, production_secret_key


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("", "is not set"),
        ("short-but-varied-0123456789", "too weak"),
        ("a" * 60, "too weak"),
        ("abcabcabc" * 10, "too weak"),
    ],
)
def test_production_secret_key_refuses_and_says_how_a_good_one_is_made(value, reason):
    with pytest.raises(ImproperlyConfigured, match=f"{reason}.*token_urlsafe"):
        production_secret_key(value)


def test_production_secret_key_accepts_a_random_one():
    key = "Zk3v9Qy0bJx5TtW7rHn2LmE8cPsUaGf4DiKo1RuVwYz6-pA_hX3eN"

    assert production_secret_key(key) == key


def test_demo_secret_key_is_made_once_and_is_private(tmp_path):
    path = tmp_path / "demo" / "secret_key"

    first, second = demo_secret_key(path), demo_secret_key(path)

    assert first == second
    assert production_secret_key(first) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["secret_key"]


def test_demo_secret_key_differs_between_copies(tmp_path):
    assert demo_secret_key(tmp_path / "a") != demo_secret_key(tmp_path / "b")
