"""What the publish gate says of rules that hold for some days or channels only."""

from datetime import timedelta

import pytest

from catalog.services.publishing import check_draft, publish
from foundation.errors import InvalidInput
from tests.factories.catalog import NOW, bicycle_document, priced_bicycle

pytestmark = pytest.mark.django_db
CHECK = "Every option fits some design"
FIRST, LAST = "2027-05-03", "2027-05-31"
WHILE = {"valid_from": FIRST, "valid_until": LAST}


def draft(*rules):
    written = [
        {"code": f"law-{place}", "kind": "formula", "message": {}, **rule}
        for place, rule in enumerate(rules)
    ]
    return priced_bicycle(rules=[*bicycle_document()["rules"], *written])


def no_carbon(**limits):
    return {"source": "not (frame = carbon)", **limits}


def only_carbon(**limits):
    return {"source": "frame = carbon", **limits}


def found(product, now=NOW):
    results = check_draft(product, now=now).results
    findings = next(row.findings for row in results if row.name == CHECK)
    return [(one.severity, one.title, one.detail, one.subject) for one in findings]


def test_unlimited_rule_is_told_once_without_days():
    limited = {"source": "frame = steel or frame = carbon", **WHILE}

    titles = [title for _, title, *_ in found(draft(no_carbon(), limited))]

    assert titles == ["1 of frame fit no design"]


def test_option_that_fits_nothing_for_some_days_is_named_with_them():
    assert found(draft(no_carbon(**WHILE))) == [
        (
            "warns",
            "1 of frame fit no design from 3 May 2027 until 31 May 2027",
            "carbon",
            "/groups/frame",
        )
    ]


def test_option_that_fits_nothing_through_a_channel_is_named_with_it():
    assert found(draft(no_carbon(channels=["rest"]))) == [
        ("warns", "1 of frame fit no design through REST", "carbon", "/groups/frame")
    ]


def test_rules_that_clash_on_a_day_to_come_stop_the_draft():
    product = draft(only_carbon(valid_from=FIRST), no_carbon(valid_from=LAST, channels=["shop"]))

    with pytest.raises(InvalidInput) as refused:
        publish(product, actor=None, now=NOW)

    title = "No design fits all rules from 31 May 2027 on, in the shop"
    assert refused.value.details["findings"] == [title]
    assert [one for one in found(product) if one[0] == "stops"] == [
        ("stops", title, "Together with the rules that hold then: law-0, law-1.", "/rules")
    ]


def test_rules_that_never_hold_together_do_not_clash():
    product = draft(only_carbon(valid_until=FIRST), no_carbon(valid_from=LAST))

    assert {severity for severity, *_ in found(product)} == {"warns"}


def test_days_that_have_passed_are_not_looked_at():
    product = draft(only_carbon(**WHILE), no_carbon(**WHILE))
    after = NOW.replace(year=2027, month=6, day=1)

    assert [one[0] for one in found(product)] == ["stops"]
    assert found(product, after) == []
    assert [one[0] for one in found(product, after - timedelta(days=1))] == ["stops"]


def test_stretches_with_the_same_finding_are_one():
    other = {"source": "frame = carbon => fork = carbon", "valid_from": "2027-05-10"}

    titles = [title for _, title, *_ in found(draft(no_carbon(**WHILE), other))]

    assert titles == ["1 of frame fit no design from 3 May 2027 until 31 May 2027"]


def test_days_that_there_was_no_time_for_are_said(monkeypatch):
    monkeypatch.setattr("configurator.limited_rules.MOST_SECONDS", -1.0)

    assert found(draft(no_carbon(valid_from=FIRST))) == [
        (
            "warns",
            "Not all days and channels were checked",
            "There was no time for the days from today on.",
            "/rules",
        )
    ]
