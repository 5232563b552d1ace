from dataclasses import replace

import pytest

from catalog.models import CustomerText
from catalog.snapshot import (
    Design,
    Snapshot,
    erase_texts,
    freeze,
    freeze_all,
    is_text_of,
    is_untouched,
    same_design_digest,
    texts_of,
)
from tests.factories.catalog import NOW, published_bicycle

pytestmark = pytest.mark.django_db

CHOICES = {
    "frame": "steel",
    "fork": "steel",
    "tyres": "slick",
    "extras": ["rack"],
    "rider": 178.0,
    "engraving": "Zoë",
}


def test_snapshot_holds_choices_and_only_a_reference_to_texts():
    revision = published_bicycle()

    snapshot = freeze(revision, CHOICES)

    row = CustomerText.objects.get()
    assert (row.text, row.erased_at) == ("Zoë", None)
    assert replace(snapshot, texts={}, digest="") == Snapshot(
        product="bicycle",
        revision_id=revision.pk,
        revision_number=1,
        revision_digest=revision.digest,
        product_name={"en": "Bicycle", "de": "Fahrrad"},
        choices={
            "frame": "steel",
            "fork": "steel",
            "tyres": "slick",
            "extras": {"rack": 1},
            "rider": 178,
        },
        texts={},
        values={},
        digest="",
    )
    assert snapshot.texts["engraving"]["ref"] == str(row.pk)
    assert snapshot.texts["engraving"]["length"] == 3
    assert "Zoë" not in str(snapshot.as_json())
    assert texts_of(snapshot) == {"engraving": "Zoë"}


def test_snapshot_survives_json_and_knows_its_digest():
    snapshot = freeze(published_bicycle(), CHOICES)

    again = Snapshot.from_json(snapshot.as_json())

    assert again == snapshot
    assert is_untouched(again)
    assert not is_untouched(replace(again, choices={"frame": "carbon"}))


def test_text_is_recognised_but_depends_on_the_key(settings):
    snapshot = freeze(published_bicycle(), CHOICES)

    assert is_text_of(snapshot, "engraving", "Zoë")
    assert not is_text_of(snapshot, "engraving", "Zoe")
    settings.TEXT_DIGEST_KEY = "another key"
    assert not is_text_of(snapshot, "engraving", "Zoë")


def test_erased_text_is_gone_and_the_snapshot_unchanged():
    snapshot = freeze(published_bicycle(), CHOICES)

    erase_texts(snapshot, now=NOW)
    erase_texts(snapshot, now=NOW)

    assert CustomerText.objects.values_list("text", "erased_at").get() == ("", NOW)
    assert texts_of(snapshot) == {"engraving": ""}
    assert is_untouched(snapshot)


@pytest.mark.parametrize(
    ("changes", "is_same"),
    [
        ({}, True),
        ({"extras": {"rack": 1, "bell": 0}, "rider": 178}, True),
        ({"engraving": "Zoe"}, False),
        ({"extras": {"rack": 2}}, False),
        ({"engraving": ""}, False),
    ],
)
def test_same_design_digest_is_equal_for_equal_designs(changes, is_same):
    revision = published_bicycle()

    one, other = (same_design_digest(revision, CHOICES | change) for change in ({}, changes))

    assert (one == other) is is_same


def test_snapshot_keeps_the_context_its_rules_were_judged_in():
    revision = published_bicycle()
    context = {"@day": "day-1", "@channel": "shop"}

    plain = freeze(revision, CHOICES)
    limited = freeze_all([Design(revision, revision.document, CHOICES, context)])[0]

    assert "context" not in plain.as_json()
    assert Snapshot.from_json(limited.as_json()).context == context
    assert is_untouched(limited)
