import pytest

from catalog.document import draft_document
from catalog.models import Group
from catalog.presence import absent_groups, condition_words
from catalog.services.drafts import write_draft
from catalog.services.publishing import check_draft
from tests.factories.catalog import NOW, bicycle_document, conditional_bicycle, priced_bicycle

BAG = conditional_bicycle()["groups"]


def test_groups_whose_condition_fails_are_absent():
    document = conditional_bicycle()

    assert absent_groups(document, {}) == {"bag", "label"}
    assert absent_groups(document, {"extras": {"rack": 1}, "bag": "canvas"}) == {"label"}
    assert absent_groups(document, {"extras": ["rack"], "bag": "leather"}) == set()


def test_document_without_conditions_leaves_nothing_out():
    assert absent_groups(bicycle_document(), {}) == set()
    assert condition_words(bicycle_document(), "en") == {}


def test_conditions_are_said_as_they_stand_after_if():
    assert condition_words(conditional_bicycle(), "en") == {
        "bag": "extras include Rack",
        "label": "bag is Leather",
    }


@pytest.mark.django_db
def test_condition_is_written_to_rows_and_back():
    document = conditional_bicycle()

    product = write_draft(document)

    assert draft_document(product) == document


@pytest.mark.django_db
def test_condition_that_a_document_lacks_is_removed_and_leaves_no_key():
    write_draft(conditional_bicycle())
    plain = [dict(entry) for entry in BAG]
    for entry in plain:
        entry.pop("present_if", None)

    product = write_draft(conditional_bicycle(groups=plain))

    assert Group.objects.exclude(present_if="").count() == 0
    assert draft_document(product) == conditional_bicycle(groups=plain)


@pytest.mark.django_db
def test_good_conditions_stop_nothing():
    report = check_draft(priced_bicycle(**conditional_bicycle()), now=NOW)

    assert [finding.title for finding in report.findings if finding.stops] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("condition", "title", "detail"),
    [
        ("extras has horn", "The condition of “bag” cannot be read",
         "“extras” has no option “horn”. (character 12)"),
        ("extras", "The condition of “bag” cannot be read",
         "“extras” may have several options; write extras has … (character 1)"),
        ("bag = leather", "The condition of “bag” names the group itself",
         "Whether a group is asked cannot depend on its own answer."),
    ],
)  # fmt: skip
def test_bad_condition_stops_with_its_place(condition, title, detail):
    groups = [entry | {"present_if": condition} if entry["code"] == "bag" else entry
              for entry in BAG]  # fmt: skip
    report = check_draft(priced_bicycle(groups=groups, rules=[]), now=NOW)

    found = [(finding.title, finding.detail, finding.subject) for finding in report.findings]
    assert (title, detail, "/groups/bag") in found


@pytest.mark.django_db
def test_variant_must_answer_what_is_asked_and_nothing_else():
    product = priced_bicycle(**conditional_bicycle())
    choices = product.variants.get().choices
    product.variants.update(choices=choices | {"bag": "canvas"})
    named = [finding.title for finding in check_draft(product, now=NOW).findings if finding.stops]
    product.variants.update(choices=choices | {"extras": {"rack": 1}})
    missing = [
        (finding.title, finding.detail)
        for finding in check_draft(product, now=NOW).findings
        if finding.stops
    ]

    assert named == ["Variant BIKE-1 answers “bag”, which is not asked there"]
    assert missing == [("Variant BIKE-1 is incomplete", "Without: bag.")]


@pytest.mark.django_db
def test_default_of_an_absent_group_breaks_no_rule():
    rule = {"code": "leather", "kind": "formula", "message": {},
            "source": "bag = leather => rider >= 200"}  # fmt: skip
    groups = [*BAG[:-2], BAG[-2] | {"default": "leather"}]

    report = check_draft(priced_bicycle(groups=groups, rules=[rule]), now=NOW)

    assert "The defaults break rule “leather”" not in [f.title for f in report.findings]
