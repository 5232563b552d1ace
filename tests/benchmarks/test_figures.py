import pytest

from benchmarks.figures import Bar, Figure, middle, percentile


@pytest.mark.parametrize(
    ("bar", "ours", "ratio", "is_met"),
    [
        (Bar("at most", 5), 5.0, None, True),
        (Bar("at most", 5), 5.1, None, False),
        (Bar("at least", 5), 5.0, None, True),
        (Bar("at least", 5), 4.9, None, False),
        (Bar("times", 10), 1.0, 10.0, True),
        (Bar("times", 10), 1.0, 9.9, False),
        (Bar("times", 10), 1.0, None, False),
    ],
)
def test_bar_is_met_at_its_very_value(bar, ours, ratio, is_met):
    assert bar.is_met(ours, ratio) is is_met


def test_ratio_is_above_one_where_fewer_is_better_and_we_need_fewer():
    assert Figure("click", "ms", ours=2.0, peer=100.0).ratio == 50.0


def test_ratio_is_above_one_where_more_is_better_and_we_do_more():
    assert Figure("orders", "a second", ours=30.0, peer=10.0, is_more_better=True).ratio == 3.0


def test_figure_without_peer_has_no_ratio_and_misses_a_bar_on_it():
    figure = Figure("click", "ms", ours=2.0, bar=Bar("times", 10))

    assert (figure.ratio, figure.is_met) == (None, False)


def test_figure_without_bar_is_neither_met_nor_missed():
    assert Figure("click", "ms", ours=2.0).is_met is None


def test_figure_as_json_says_what_was_measured_and_asked():
    figure = Figure("click", "ms", 2.0, 100.0, "naive", Bar("times", 10))

    assert figure.as_json() == {
        "name": "click",
        "unit": "ms",
        "ours": 2.0,
        "peer": 100.0,
        "peer_name": "naive",
        "ratio": 50.0,
        "bar": ">= 10x",
        "met": True,
    }


@pytest.mark.parametrize(
    ("share", "found"), [(0.5, 50), (0.99, 99), (0.991, 100), (1, 100), (0, 1)]
)
def test_percentile_of_one_to_a_hundred(share, found):
    assert percentile(list(range(100, 0, -1)), share) == found


def test_middle_of_an_even_number_of_rounds_lies_between_them():
    assert middle([4.0, 1.0, 2.0, 3.0]) == 2.5
