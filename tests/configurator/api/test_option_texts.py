import json

import pytest

from configurator.api.option_texts import options_text
from configurator.services.states import configuration_state
from tests.factories.catalog import NOW, published_bicycle
from tests.factories.configurator import started

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "choices",
    [{}, {"frame": "carbon"}, {"frame": "steel", "extras": {"bell": 2}}],
    ids=["nothing chosen", "one option", "several of one option"],
)
def test_text_says_of_every_option_what_the_state_says(choices):
    published_bicycle()
    configuration = started(**choices)
    state = configuration_state(configuration, language="en", now=NOW)

    for group in ("frame", "extras"):
        assert json.loads(options_text(state, group).text) == {
            option.code: {
                "status": option.status,
                "price_change": None
                if option.change_minor is None
                else {"currency": "EUR", "minor": option.change_minor},
                "quantity": option.quantity,
            }
            for option in state.options(group)
        }
