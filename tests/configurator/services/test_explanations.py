import pytest

from configurator.services.explanations import explain_value
from foundation.errors import InvalidInput
from tests.factories.catalog import NOW, published_bicycle
from tests.factories.configurator import started

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bicycle():
    return published_bicycle()


def test_possible_value_needs_no_explanation():
    explained = explain_value(
        configuration=started(frame="carbon"), group="frame", value="steel", now=NOW
    )

    assert explained.clash is None


def test_blocked_value_is_explained_by_own_choices_and_rules():
    explained = explain_value(
        configuration=started(frame="carbon", rider=180), group="tyres", value="cross", now=NOW
    )

    assert explained.clash.reason.choices == (("frame", "carbon"),)
    assert explained.clash.reason.rules == ("tyres-fit",)


def test_option_chosen_already_needs_no_explanation():
    explained = explain_value(
        configuration=started(extras={"bell": 2, "rack": 1}), group="extras", value="rack", now=NOW
    )

    assert explained.clash is None


def test_number_out_of_what_fits_is_refused_as_a_value():
    with pytest.raises(InvalidInput) as refused:
        explain_value(configuration=started(), group="rider", value=300, now=NOW)

    assert refused.value.errors[0]["pointer"] == "/choices/rider"


@pytest.mark.parametrize("value", [None, "", []])
def test_nothing_to_ask_about_is_refused(value):
    with pytest.raises(InvalidInput):
        explain_value(configuration=started(), group="frame", value=value, now=NOW)
