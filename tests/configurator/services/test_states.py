import pytest

from configurator.services.configurations import start_configuration
from configurator.services.states import (
    GroupState,
    OptionState,
    configuration_state,
    require_groups,
)
from foundation.errors import InvalidInput
from tests.factories.catalog import NOW, published_bicycle
from tests.factories.configurator import published_computer, published_poster, started

pytestmark = pytest.mark.django_db


def state_of(configuration):
    return configuration_state(configuration, language="en", now=NOW)


def test_state_fills_up_with_defaults_and_what_is_forced():
    published_bicycle()

    state = state_of(started(frame="carbon"))

    assert state.choices == {
        "frame": "carbon",
        "extras": {},
        "rider": 178,
        "engraving": "",
    }
    assert state.full == state.choices | {"fork": "carbon", "tyres": "slick"}
    assert (state.is_valid, state.is_complete, state.open_groups) == (True, True, [])
    assert state.groups["rider"] == GroupState(
        code="rider",
        kind="number",
        is_present=True,
        is_optional=False,
        by="default",
        value=178,
        low=150,
        high=205,
        step=0.5,
    )


def test_state_prices_every_possible_option():
    published_bicycle()

    state = state_of(started(frame="carbon"))

    assert list(state.options("frame")) == [
        OptionState("steel", "possible", -89_000, 0),
        OptionState("carbon", "chosen", 0, 1),
    ]
    assert list(state.options("tyres")) == [
        OptionState("slick", "forced", 0, 1),
        OptionState("cross", "blocked", None, 0),
    ]


def test_price_change_is_the_price_after_the_choice_minus_the_price_now():
    published_bicycle()
    before = state_of(started(frame="steel", engraving="ADA"))
    change = next(row for row in before.options("frame") if row.code == "carbon").change_minor

    after = state_of(started(frame="carbon", engraving="ADA"))

    assert after.price.total_minor - before.price.total_minor == change == 89_000


def test_price_lines_add_up():
    published_bicycle()

    price = state_of(started(frame="carbon", extras={"bell": 2}, engraving="ADA L")).price

    assert sum(line.minor for line in price.lines) == price.unit_minor == price.total_minor
    assert price.total_minor == 149_000 + 89_000 + 3_000 + 2_225 + 750


def test_text_that_must_be_written_stays_open():
    published_poster()

    state = state_of(start_configuration(product_code="poster", now=NOW))

    assert (state.is_complete, state.open_groups) == (False, ["motto"])


def test_unknown_group_to_narrow_by_is_refused():
    published_computer(cards=3)
    state = state_of(start_configuration(product_code="computer", now=NOW))

    with pytest.raises(InvalidInput) as refused:
        require_groups(state, ["wheels"])

    assert refused.value.code == "unknown_group"
