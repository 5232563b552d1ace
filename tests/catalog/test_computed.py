import pytest
from django.urls import reverse

from catalog.computed import ComputedValues
from catalog.differences import differences
from catalog.document import draft_document
from catalog.services.drafts import write_draft
from catalog.services.publishing import check_draft
from catalog.snapshot import Snapshot, freeze, is_untouched
from foundation.models import User
from tests.catalog.admin.forms import form_values
from tests.factories.catalog import (
    COMPUTED,
    NOW,
    bicycle_document,
    draft_bicycle,
    priced_bicycle,
    published_bicycle,
)

CHOICES = {"frame": "steel", "fork": "carbon", "tyres": "slick", "extras": {"bell": 2},
           "rider": 178.5}  # fmt: skip


def test_values_are_worked_out_of_complete_choices():
    document = bicycle_document(computed=COMPUTED)

    assert ComputedValues.of(document).values(CHOICES) == {"reach": 172.5, "material": "carbon"}
    assert ComputedValues.of(bicycle_document()).values(CHOICES) == {}


@pytest.mark.django_db
def test_computed_values_are_written_to_rows_and_back():
    document = bicycle_document(computed=COMPUTED)

    assert draft_document(write_draft(document)) == document
    assert draft_document(write_draft(bicycle_document())) == bicycle_document()


@pytest.mark.django_db
def test_snapshot_freezes_the_computed_values():
    revision = published_bicycle(computed=COMPUTED)

    snapshot = freeze(revision, CHOICES)

    assert snapshot.values == {"reach": 172.5, "material": "carbon"}
    assert is_untouched(Snapshot.from_json(snapshot.as_json()))


def stopping(**changes):
    report = check_draft(priced_bicycle(**changes), now=NOW)
    return [(f.title, f.detail, f.subject) for f in report.findings if f.stops]


@pytest.mark.django_db
def test_formula_that_cannot_be_read_stops_with_its_place():
    wrong = COMPUTED[0] | {"expression": "rider + reech"}

    assert stopping(computed=[wrong]) == [
        ("Computed value “reach” cannot be read",
         "There is no group “reech”. (character 9)", "/computed/reach"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_computed_value_needs_a_name_and_a_code_of_its_own():
    nameless = COMPUTED[0] | {"name": {}}
    taken = COMPUTED[1] | {"code": "rider"}

    assert stopping(computed=[nameless, taken]) == [
        ("The group or computed value “rider” stands 2 times", "", ""),
        ("Computed value “reach” has no name", "", "/computed/reach"),
    ]


@pytest.mark.django_db
def test_rule_may_name_a_computed_value():
    rule = {"code": "r", "kind": "formula", "source": "reach <= 190", "message": {}}

    assert stopping(computed=COMPUTED, rules=[rule]) == []


def test_differences_name_computed_values():
    found = differences(bicycle_document(), bicycle_document(computed=COMPUTED))

    assert [(one.act, one.what) for one in found] == [
        ("Added", "computed value Reach"),
        ("Added", "computed value Material"),
    ]


@pytest.mark.django_db
def test_formula_error_points_at_the_character(client):
    client.force_login(User.objects.create_superuser("root"))
    row = draft_bicycle(computed=COMPUTED).computed_values.get(code="reach")
    url = reverse("admin:catalog_computedvalue_change", args=[row.pk])
    values = form_values(client.get(url))

    refused = client.post(url, values | {"expression": "rider + frame.x"})
    client.post(url, values | {"expression": "rider + 1", "unit": "mm"})

    assert "Character 15: “frame” has no attribute “x”." in refused.content.decode()
    row.refresh_from_db()
    assert (row.expression, row.unit) == ("rider + 1", "mm")
