import pytest

from configurator.artefacts import load_revision
from configurator.services.validation import check_choices, literal_choices
from foundation.errors import InvalidInput
from tests.factories.catalog import NOW, published_bicycle
from tests.factories.configurator import published_poster

pytestmark = pytest.mark.django_db


@pytest.fixture
def bicycle():
    return published_bicycle()


def test_literal_choices_take_what_is_forced_and_no_default(bicycle):
    raw = {"frame": "carbon", "rider": 180}

    assert literal_choices(bicycle, raw, NOW.date(), "rest") == {
        "frame": "carbon",
        "rider": 180,
        "fork": "carbon",
        "tyres": "slick",
    }


def test_literal_choices_list_every_group_that_is_missing(bicycle):
    with pytest.raises(InvalidInput) as refused:
        literal_choices(bicycle, {"frame": "steel", "fork": "steel"}, NOW.date(), "rest")

    assert refused.value.code == "incomplete"
    assert [error["pointer"] for error in refused.value.errors] == [
        "/choices/tyres",
        "/choices/rider",
    ]


def test_literal_choices_that_clash_name_the_law(bicycle):
    raw = {"frame": "carbon", "fork": "steel", "tyres": "slick", "rider": 180}

    with pytest.raises(InvalidInput) as refused:
        literal_choices(bicycle, raw, NOW.date(), "rest")

    assert refused.value.code == "invalid_design"
    assert refused.value.errors == [
        {"pointer": "/choices", "detail": "A carbon frame needs a carbon fork"}
    ]


def test_literal_choices_with_too_many_are_refused(bicycle):
    raw = {"frame": "carbon", "rider": 180, "extras": {"bell": 2, "rack": 2}}

    with pytest.raises(InvalidInput) as refused:
        literal_choices(bicycle, raw, NOW.date(), "rest")

    assert refused.value.errors == [
        {"pointer": "/choices/extras", "detail": "Extras: 0 to 3 in all."}
    ]


def test_literal_choices_need_a_text_that_must_be_written():
    poster = published_poster()

    with pytest.raises(InvalidInput) as refused:
        literal_choices(poster, {}, NOW.date(), "rest")

    assert [error["pointer"] for error in refused.value.errors] == ["/choices/motto"]


def test_check_of_part_of_a_design_says_what_is_missing(bicycle):
    verdict = check_choices(load_revision(bicycle), {"frame": "steel"}, {})

    assert (verdict.is_valid, verdict.is_complete) == (True, False)
    assert verdict.missing == ("fork", "tyres", "rider")
