from datetime import timedelta

import pytest

from catalog.services.publishing import publish, withdraw
from configurator.models import Configuration
from configurator.services.configurations import (
    apply_repair,
    choose,
    complete,
    copy_configuration,
    get_for,
    renew,
    restart,
    start_configuration,
    take_over,
)
from configurator.services.states import configuration_state, frozen_choices
from foundation.errors import Conflict, InvalidInput, NotFound
from tests.factories.catalog import NOW, bicycle_document, published_bicycle
from tests.factories.configurator import (
    account_with_key,
    published_computer,
    published_poster,
    started,
)

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def bicycle():
    return published_bicycle()


def test_start_keeps_only_own_choices(bicycle):
    configuration = started(frame="carbon", extras=["bell"], rider=180)

    stored = Configuration.objects.get(pk=configuration.pk)

    assert stored.own == {"frame": "carbon", "extras": {"bell": 1}, "rider": 180}
    assert (stored.revision_id, stored.account, len(stored.id)) == (bicycle.pk, None, 32)


def test_start_of_unknown_product_is_refused(bicycle):
    with pytest.raises(NotFound) as refused:
        start_configuration(product_code="boat", now=NOW)

    assert refused.value.code == "unknown_product"


def test_start_of_standard_product_is_refused(db):
    published_bicycle(kind="standard")

    with pytest.raises(InvalidInput) as refused:
        started()

    assert refused.value.code == "not_configurable"


def test_start_of_withdrawn_product_is_refused(bicycle):
    withdraw(bicycle.product, actor=None, now=LATER)

    with pytest.raises(InvalidInput) as refused:
        started(now=LATER)

    assert refused.value.code == "revision_withdrawn"


def test_choose_changes_and_takes_back(bicycle):
    configuration = started(frame="carbon", tyres="slick")

    choose(configuration=configuration, changes={"frame": None, "tyres": "cross"}, now=LATER)

    stored = Configuration.objects.get(pk=configuration.pk)
    assert (stored.own, stored.version, stored.changed_at) == ({"tyres": "cross"}, 2, LATER)


def test_choose_is_all_or_nothing(bicycle):
    configuration = started(frame="carbon")

    with pytest.raises(InvalidInput) as refused:
        choose(configuration=configuration, changes={"rider": 180, "fork": "wood"}, now=LATER)

    assert [error["pointer"] for error in refused.value.errors] == ["/choices/fork"]
    assert Configuration.objects.get(pk=configuration.pk).own == {"frame": "carbon"}


def test_choose_of_clashing_value_says_why_and_how(bicycle):
    configuration = started(frame="carbon", rider=180)

    with pytest.raises(Conflict) as refused:
        choose(configuration=configuration, changes={"tyres": "cross"}, now=LATER)

    details = refused.value.details
    assert refused.value.code == "clash"
    assert (details["group"], details["value"]) == ("tyres", "cross")
    assert [(row["group"], row["value"]) for row in details["reason"]["choices"]] == [
        ("frame", "carbon")
    ]
    assert [row["code"] for row in details["reason"]["rules"]] == ["tyres-fit"]
    repair = details["repairs"][0]
    assert repair["kinds"] == ["fewest", "cheapest"]
    assert repair["changes"] == [
        {
            "group": "frame",
            "name": "Frame",
            "old": "carbon",
            "old_name": "Carbon",
            "new": "steel",
            "new_name": "Steel",
        }
    ]
    assert repair["choices"] == {"frame": "steel", "rider": 180, "tyres": "cross"}
    assert repair["price_change"] == {"currency": "EUR", "minor": -89_000}
    assert Configuration.objects.get(pk=configuration.pk).own == {"frame": "carbon", "rider": 180}


def test_repair_of_clash_can_be_applied(bicycle):
    configuration = started(frame="carbon", rider=180)
    with pytest.raises(Conflict) as refused:
        choose(configuration=configuration, changes={"tyres": "cross"}, now=LATER)

    choices = refused.value.details["repairs"][0]["choices"]
    apply_repair(configuration=configuration, choices=choices, now=LATER)

    stored = Configuration.objects.get(pk=configuration.pk)
    assert stored.own == {"frame": "steel", "rider": 180, "tyres": "cross"}


def test_choices_that_only_fit_together_are_taken_together(bicycle):
    configuration = started(frame="steel", fork="steel")

    choose(configuration=configuration, changes={"frame": "carbon", "fork": "carbon"}, now=LATER)

    assert configuration.own == {"frame": "carbon", "fork": "carbon"}


def test_too_many_of_a_group_clash_with_those_chosen_before(bicycle):
    configuration = started(extras={"bell": 2})

    with pytest.raises(Conflict) as refused:
        choose(configuration=configuration, changes={"extras": {"bell": 2, "rack": 2}}, now=LATER)

    details = refused.value.details
    assert details["value"] == {"rack": 2}
    assert [row["code"] for row in details["reason"]["rules"]] == ["group:extras"]
    assert details["reason"]["rules"][0]["sentence"] == "Extras: 0 to 3 in all."


def test_choose_on_superseded_revision_goes_on(bicycle):
    configuration = started(frame="carbon")
    _renew_bicycle(bicycle)

    choose(configuration=configuration, changes={"rider": 180}, now=LATER)

    assert configuration.revision_id == bicycle.pk


def test_choose_on_withdrawn_product_is_refused(bicycle):
    configuration = started()
    withdraw(bicycle.product, actor=None, now=LATER)

    with pytest.raises(InvalidInput) as refused:
        choose(configuration=configuration, changes={"frame": "carbon"}, now=LATER)

    assert refused.value.code == "revision_withdrawn"


def test_two_windows_lose_no_choice(bicycle):
    first = started()
    second = Configuration.objects.select_related("revision").get(pk=first.pk)

    choose(configuration=first, changes={"frame": "carbon"}, now=LATER)
    choose(configuration=second, changes={"rider": 180}, now=LATER)

    assert Configuration.objects.get(pk=first.pk).own == {"frame": "carbon", "rider": 180}


def test_choose_after_removal_is_refused(bicycle):
    configuration = started()
    Configuration.objects.all().delete()

    with pytest.raises(NotFound):
        choose(configuration=configuration, changes={"rider": 180}, now=LATER)


def test_complete_keeps_own_choices_and_marks_its_own(bicycle):
    configuration = started(frame="carbon")

    complete(configuration=configuration, aim="cheapest", now=LATER)

    assert configuration.own == {
        "frame": "carbon",
        "extras": {},
        "rider": 150,
        "engraving": "",
    }
    state = configuration_state(configuration, language="en", now=LATER)
    assert {code: group.by for code, group in state.groups.items()} == {
        "frame": "you",
        "fork": "rule",
        "tyres": "rule",
        "extras": "completion",
        "rider": "completion",
        "engraving": "completion",
    }


@pytest.mark.parametrize("aim", ["cheapest", "soonest", "fewest-parts"])
def test_complete_leaves_nothing_open(bicycle, aim):
    configuration = started()

    complete(configuration=configuration, aim=aim, now=LATER)

    forced = configuration_state(configuration, language="en", now=LATER).answer.forced
    assert {*configuration.own, *forced} == {code["code"] for code in bicycle.document["groups"]}


def test_complete_with_fewest_parts_takes_the_frame_with_fewest(bicycle):
    configuration = started()

    complete(configuration=configuration, aim="fewest-parts", now=LATER)

    assert configuration.own["frame"] == "carbon"


def test_complete_by_unknown_aim_is_refused(bicycle):
    with pytest.raises(InvalidInput) as refused:
        complete(configuration=started(), aim="prettiest", now=LATER)

    assert refused.value.code == "unknown_aim"


def test_choosing_a_finished_group_makes_it_own(bicycle):
    configuration = started()
    complete(configuration=configuration, aim="cheapest", now=LATER)

    choose(configuration=configuration, changes={"rider": 180}, now=LATER)

    state = configuration_state(configuration, language="en", now=LATER)
    assert (state.groups["rider"].by, state.groups["extras"].by) == ("you", "completion")


def test_restart_takes_every_choice_back(bicycle):
    configuration = started(frame="carbon", extras=["bell"])

    restart(configuration=configuration, now=LATER)

    stored = Configuration.objects.get(pk=configuration.pk)
    assert (stored.own, stored.finished_groups) == ({}, [])


def test_renew_keeps_what_still_fits(bicycle):
    configuration = started(tyres="cross", extras=["bell"], rider=180)
    new = _renew_bicycle(bicycle)

    renew(configuration=configuration, now=LATER)

    assert (configuration.revision_id, configuration.own) == (
        new.pk,
        {"extras": {"bell": 1}, "rider": 180},
    )


def test_copy_leaves_texts_to_their_writer(bicycle):
    configuration = started(frame="carbon", engraving="ADA")

    shared = copy_configuration(configuration=configuration, has_texts=False, now=LATER)
    own = copy_configuration(configuration=configuration, has_texts=True, now=LATER)

    assert shared.own == {"frame": "carbon"}
    assert own.own == {"frame": "carbon", "engraving": "ADA"}
    assert len({configuration.pk, shared.pk, own.pk}) == 3


def test_configuration_of_nobody_opens_for_its_id(bicycle):
    configuration = started()
    account, _header = account_with_key()

    assert get_for(configuration.pk, account=None) == configuration
    assert get_for(configuration.pk, account=account) == configuration


def test_configuration_of_an_account_opens_for_it_alone(bicycle):
    account, _header = account_with_key("Ada")
    other, _header = account_with_key("Ben")
    configuration = started()
    take_over(configuration=configuration, account=account)

    assert get_for(configuration.pk, account=account) == configuration
    for stranger in (None, other):
        with pytest.raises(NotFound):
            get_for(configuration.pk, account=stranger)


def test_taking_over_changes_no_owner(bicycle):
    account, _header = account_with_key("Ada")
    other, _header = account_with_key("Ben")
    configuration = started()
    take_over(configuration=configuration, account=account)

    take_over(configuration=configuration, account=other)

    configuration.refresh_from_db()
    assert configuration.account == account


@pytest.mark.parametrize("identity", ["", "f" * 31, "F" * 32, "\0" * 32, "0" * 32])
def test_unknown_id_is_not_found(bicycle, identity):
    with pytest.raises(NotFound):
        get_for(identity, account=None)


def test_frozen_choices_are_complete(bicycle):
    configuration = started(frame="carbon", engraving="ADA")

    assert frozen_choices(configuration, now=LATER) == {
        "frame": "carbon",
        "fork": "carbon",
        "tyres": "slick",
        "extras": {},
        "rider": 178,
        "engraving": "ADA",
    }


def test_frozen_choices_need_every_text(db):
    published_poster()
    configuration = start_configuration(product_code="poster", now=NOW)

    with pytest.raises(InvalidInput) as refused:
        frozen_choices(configuration, now=LATER)

    assert (refused.value.code, refused.value.details) == ("incomplete", {"open": ["motto"]})


def test_quantities_of_several_are_kept(db):
    published_computer(cards=3)
    configuration = start_configuration(
        product_code="computer", choices={"drives": {"disk": 2, "flash": 1}}, now=NOW
    )

    assert configuration.own == {"drives": {"disk": 2, "flash": 1}}


def _renew_bicycle(revision):
    """Publish the bicycle again, without the cross tyres."""
    document = bicycle_document()
    tyres = next(row for row in document["groups"] if row["code"] == "tyres")
    tyres["options"] = [row for row in tyres["options"] if row["code"] == "slick"]
    published = published_bicycle(LATER, groups=document["groups"])
    assert published.pk != revision.pk
    return published


def test_publishing_twice_changes_no_configuration(bicycle):
    configuration = started(frame="carbon")
    publish(bicycle.product, actor=None, now=LATER, note="Again")

    assert configuration_state(configuration, language="en", now=LATER).is_superseded is False
