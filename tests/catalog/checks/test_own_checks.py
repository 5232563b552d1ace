from datetime import timedelta

import pytest

from catalog.models import Price, PriceList
from catalog.services.publishing import check_draft
from tests.factories.catalog import (
    NOW,
    VARIANT_CHOICES,
    bicycle_document,
    draft_bicycle,
    option,
    priced_bicycle,
)

pytestmark = pytest.mark.django_db


def findings(product):
    return [(finding.severity, finding.title) for finding in check_draft(product, now=NOW).findings]


def stopping(product):
    return [title for severity, title in findings(product) if severity == "stops"]


def changed_bicycle(code, **fields):
    """The priced bicycle with one group changed."""
    groups = bicycle_document()["groups"]
    groups = [group | fields if group["code"] == code else group for group in groups]
    return priced_bicycle(groups=groups)


def test_good_draft_has_no_stopping_finding():
    assert stopping(priced_bicycle()) == []


def test_all_checks_are_reported_with_the_worst_first():
    report = check_draft(changed_bicycle("rider", maximum=None), now=NOW)

    assert len(report.results) == 12
    assert report.results[0].name == "Every number has bounds"


@pytest.mark.parametrize(
    ("code", "fields", "titles"),
    [
        ("rider", {"minimum": None, "step": None}, ["Number “rider” has no minimum and no step"]),
        ("rider", {"default": 300}, ["The default of “rider” is 300, outside 150 to 205"]),
        ("rider", {"default": 178.2}, ["The default of “rider” is not on a step"]),
        ("rider", {"default": "tall"}, ["The default of “rider” must be a number"]),
        ("engraving", {"max_length": None}, ["Text “engraving” has no greatest length"]),
        ("engraving", {"characters": ""},
         ["Text “engraving” does not say which characters may be used"]),
        ("engraving", {"characters": "letters emoji"},
         ["Text “engraving” does not know the characters “emoji”"]),
        ("engraving", {"default": "★"},
         ["The default of “engraving” cannot be written: The sign “★” (black star) cannot be "
          "used. Letters, figures, spaces, & and hyphen can."]),
        ("extras", {"default": {"horn": 1}},
         ["The default of “extras” has “horn”, which is no option"]),
        ("extras", {"default": {"bell": 3}},
         ["The default of “extras” must have quantities from 1 to 2"]),
        ("extras", {"default": {"bell": 2, "rack": 2}},
         ["The default of “extras” has 4 pieces, which is not allowed"]),
        ("extras", {"default": "bell"},
         ["The default of “extras” must be a map of option and quantity"]),
        ("extras", {"min_count": 5, "max_count": 9}, ["Group “extras” asks for too many"]),
        ("fork", {"default": "gold"}, ["The default of “fork” is “gold”, which is no option"]),
        ("fork", {"default": "carbon", "name": {}}, ["Group “fork” has no name"]),
        ("frame", {"default": "carbon"}, ["The defaults break rule “fork-fits”"]),
    ],
)  # fmt: skip
def test_group_that_cannot_be_answered_stops(code, fields, titles):
    product = changed_bicycle(code, **fields)
    product.variants.all().delete()

    assert stopping(product) == titles


def test_group_without_options_stops():
    product = priced_bicycle()
    product.groups.get(code="extras").options.all().delete()

    assert stopping(product) == ["Group “extras” has no options"]


def test_rule_error_carries_its_place_and_excerpt():
    rule = {"code": "bad", "kind": "formula", "source": "frame.clearence < 3", "message": {}}

    finding = check_draft(priced_bicycle(rules=[rule]), now=NOW).findings[0]

    assert finding.title == "Rule “bad” cannot be read"
    assert finding.subject == "/rules/bad"
    assert finding.detail == (
        "“frame” has no attribute “clearence”. Did you mean “clearance”? (character 7)"
    )
    assert finding.excerpt == "frame.clearence < 3\n      ^"


@pytest.mark.parametrize(
    ("attributes", "title"),
    [
        ({"width": 40}, "Attribute “width” of “steel” is not defined in its group"),
        ({"clearance": "wide"}, "Attribute “clearance” of “steel” is not a number"),
    ],
)
def test_attribute_that_does_not_fit_its_group_stops(attributes, title):
    options = [option("steel", "Steel", attributes=attributes), option("carbon", "Carbon")]

    assert title in stopping(changed_bicycle("frame", options=options))


def test_options_that_read_the_same_are_shown():
    options = [option("steel", "Steel"), option("carbon", "Steel")]

    assert ("warns", "Options of “fork” read the same") in findings(
        changed_bicycle("fork", options=options)
    )


def test_nameless_options_stop():
    options = [option("steel", "Steel"), option("carbon", "")]

    assert stopping(changed_bicycle("fork", options=options)) == ["Options of “fork” have no name"]


def test_missing_base_price_stops_for_each_list():
    product = priced_bicycle()
    PriceList.objects.create(code="swiss", currency="CHF", name={"en": "Swiss"})

    assert stopping(product) == ["Bicycle has no base price in “Swiss”"]


def test_product_without_any_price_list_stops():
    assert "There is no price list" in stopping(draft_bicycle())


def test_variant_without_a_price_stops():
    product = priced_bicycle()
    Price.objects.filter(kind="variant").delete()

    assert stopping(product) == ["Variant BIKE-1 has no price"]


def test_group_priced_in_part_is_shown():
    assert findings(priced_bicycle()) == [
        ("warns", "One option has no price of its own in “frame”")
    ]


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({"frame": "gold"}, "Variant BIKE-1: the value of “frame” is “gold”, which is no option"),
        ({"wings": "2"}, "Variant BIKE-1: the value of “wings” names a group that does not exist"),
        ({"rider": None}, "Variant BIKE-1 is incomplete"),
        ({"frame": "carbon"}, "Variant BIKE-1 breaks rule “fork-fits”"),
    ],
)
def test_variant_that_cannot_be_made_stops(changes, title):
    product = priced_bicycle()
    product.variants.update(choices=VARIANT_CHOICES | changes)

    assert title in stopping(product)


LIMITED = {"code": "no-steel", "kind": "formula", "source": "not (frame = steel)", "message": {}}


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"valid_from": "2027-05-03"}, "from 3 May 2027 on"),
        ({"valid_until": "2027-05-03", "channels": ["rest"]}, "until 3 May 2027, through REST"),
    ],
)
def test_defaults_and_variants_that_a_limited_rule_breaks_are_named_with_the_limits(limits, said):
    rules = [*bicycle_document()["rules"], LIMITED | limits]

    product = priced_bicycle(rules=rules)

    assert stopping(product) == []
    named = [title for _, title in findings(product) if "no-steel" in title]
    assert named == [
        f"The defaults break rule “no-steel” ({said})",
        f"Variant BIKE-1 breaks rule “no-steel” ({said})",
    ]


def test_limited_rule_that_will_not_hold_again_breaks_nothing():
    rules = [
        *bicycle_document()["rules"],
        LIMITED | {"valid_until": (NOW - timedelta(days=1)).date().isoformat()},
    ]

    assert [
        title for _, title in findings(priced_bicycle(rules=rules)) if "no-steel" in title
    ] == []
