import pytest
from django.db import IntegrityError
from django.urls import reverse

from catalog.differences import differences
from catalog.document import draft_document
from catalog.models import Preference
from catalog.selectors.sentences import preference_sentences
from catalog.services.drafts import write_draft
from catalog.services.publishing import check_draft
from tests.catalog.admin.forms import form_values
from tests.factories.catalog import (
    NOW,
    PREFERENCES,
    bicycle_document,
    draft_bicycle,
    priced_bicycle,
)

pytestmark = pytest.mark.django_db


def test_preferences_are_written_to_rows_and_back():
    document = bicycle_document(preferences=PREFERENCES)

    assert draft_document(write_draft(document)) == document


def test_preferences_that_a_document_lacks_are_removed_and_leave_no_key():
    write_draft(bicycle_document(preferences=PREFERENCES))

    product = write_draft(bicycle_document())

    assert product.preferences.count() == 0
    assert draft_document(product) == bicycle_document()


def test_preferences_are_said_in_their_own_words_or_read_back():
    document = bicycle_document(preferences=PREFERENCES)

    assert preference_sentences(document, "en") == {
        "same-material": "Frame must be the same as fork",
        "rack": "Our riders like racks",
    }
    assert preference_sentences(bicycle_document(), "en") == {}


def test_preference_that_cannot_be_read_stops_with_its_place():
    wrong = PREFERENCES[0] | {"source": "frame = gold"}

    report = check_draft(priced_bicycle(preferences=[wrong]), now=NOW)

    stopping = [finding for finding in report.findings if finding.stops]
    assert [(f.title, f.detail, f.subject) for f in stopping] == [
        ("Preference “same-material” cannot be read",
         "“frame” has no option “gold”. (character 9)", "/preferences/same-material"),
    ]  # fmt: skip


def test_differences_name_preferences():
    old = bicycle_document()
    new = bicycle_document(preferences=PREFERENCES[:1])

    said = [(found.act, found.what) for found in differences(old, new)]
    assert said == [("Added", "preference same-material")]
    assert [found.act for found in differences(new, old)] == ["Removed"]


@pytest.mark.parametrize("weight", [0, 1_001])
def test_weight_out_of_range_is_refused_by_the_database(weight):
    product = draft_bicycle()

    with pytest.raises(IntegrityError):
        Preference.objects.create(product=product, code="a", source="rider > 1", weight=weight)


def test_preference_error_points_at_the_character(admin):
    row = draft_bicycle(preferences=PREFERENCES).preferences.get(code="rack")
    url = reverse("admin:catalog_preference_change", args=[row.pk])
    values = form_values(admin.get(url))

    answer = admin.post(url, values | {"source": "extras has rak"})
    admin.post(url, values | {"weight": "7"})

    assert "Character 12: “extras” has no option “rak”." in answer.content.decode()
    row.refresh_from_db()
    assert (row.source, row.weight) == ("extras has rack", 7)


def test_preference_is_read_back_as_a_sentence(admin):
    row = draft_bicycle(preferences=PREFERENCES).preferences.get(code="same-material")

    page = admin.get(reverse("admin:catalog_preference_change", args=[row.pk])).content.decode()

    assert "Frame must be the same as fork" in page
