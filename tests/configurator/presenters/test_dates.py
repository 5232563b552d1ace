from datetime import UTC, datetime, timedelta

import pytest

from configurator.presenters.dates import day_words, moment_words, shift_trend, shift_words

NOW = datetime(2026, 11, 23, 10, 12, tzinfo=UTC)


def test_day_has_a_weekday_and_no_year():
    assert day_words(datetime(2026, 12, 5, 8, tzinfo=UTC), NOW) == "Sat 5 Dec"


def test_day_far_off_has_its_year():
    assert day_words(datetime(2027, 8, 2, 8, tzinfo=UTC), NOW) == "Mon 2 Aug 2027"


def test_moment_has_the_time_in_24_hours():
    assert moment_words(datetime(2026, 11, 25, 14, tzinfo=UTC), NOW) == "Wed 25 Nov at 14:00"


@pytest.mark.parametrize(
    ("days", "words", "trend"),
    [
        (0, "same day", ""),
        (0.3, "same day", ""),
        (1, "1 day later", "later"),
        (4, "4 days later", "later"),
        (-1, "1 day sooner", "sooner"),
        (-3, "3 days sooner", "sooner"),
    ],
)
def test_shift_is_said_in_whole_days(days, words, trend):
    later = timedelta(days=days)

    assert (shift_words(later), shift_trend(later)) == (words, trend)


def test_unknown_shift_is_not_guessed():
    assert (shift_words(None), shift_trend(None)) == ("", "")
