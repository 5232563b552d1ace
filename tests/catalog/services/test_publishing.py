from datetime import timedelta

import pytest

from catalog.canonical import canonical_text, digest_of
from catalog.findings import Finding
from catalog.models import Publication, Revision
from catalog.selectors.products import current_revision, current_revisions
from catalog.services import publishing
from catalog.services.drafts import write_draft
from catalog.services.publishing import check_draft, draft_document, publish, withdraw
from foundation.errors import Conflict, InvalidInput
from foundation.models import Event
from tests.factories.catalog import NOW, bicycle_document, priced_bicycle, staff

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)


def test_draft_document_is_the_canonical_document():
    product = priced_bicycle()

    assert draft_document(product) == bicycle_document()


def test_publish_puts_the_draft_on_sale():
    product, mara = priced_bicycle(), staff()

    revision = publish(product, actor=mara, now=NOW, note="Winter")

    assert (revision.number, revision.document) == (1, bicycle_document())
    assert revision.digest == digest_of(bicycle_document())
    assert current_revision(product, NOW) == revision
    assert current_revision(product, NOW - timedelta(seconds=1)) is None
    assert current_revisions(NOW) == {"bicycle": revision}
    publication = Publication.objects.get()
    assert (publication.note, publication.published_by, publication.ends_at) == (
        "Winter",
        mara,
        None,
    )
    event = Event.objects.get(name="catalog.revision_published")
    assert event.reference == "bicycle"
    assert event.payload == {
        "product": "bicycle",
        "revision": 1,
        "digest": revision.digest,
        "starts_at": NOW.isoformat(),
        "note": "Winter",
        "actor": mara.pk,
    }


def test_published_revision_stays_when_the_draft_changes():
    product = priced_bicycle()
    first = publish(product, actor=None, now=NOW)
    text = canonical_text(first.document)
    product.name = {"en": "Renewed"}
    product.save()

    second = publish(product, actor=None, now=LATER)

    assert canonical_text(Revision.objects.get(pk=first.pk).document) == text
    assert second.number == 2
    assert current_revision(product, NOW) == first
    assert current_revision(product, LATER) == second


def test_publish_of_an_unchanged_draft_makes_nothing_new():
    product = priced_bicycle()
    first = publish(product, actor=None, now=NOW)

    again = publish(product, actor=None, now=LATER)

    assert again == first
    assert Publication.objects.count() == 1
    assert Event.objects.filter(name="catalog.revision_published").count() == 1


def test_publish_with_a_start_keeps_the_present_revision_until_then():
    product = priced_bicycle()
    first = publish(product, actor=None, now=NOW)
    product.name = {"en": "Renewed"}
    product.save()

    second = publish(product, actor=None, now=NOW, starts_at=LATER)

    assert current_revision(product, LATER - timedelta(seconds=1)) == first
    assert current_revision(product, LATER) == second


def test_publish_replaces_an_announced_revision():
    product = priced_bicycle()
    publish(product, actor=None, now=NOW, starts_at=LATER)
    product.name = {"en": "Renewed"}
    product.save()

    second = publish(product, actor=None, now=NOW)

    assert current_revision(product, NOW) == second
    assert current_revision(product, LATER) == second


def test_publish_into_the_past_is_refused():
    with pytest.raises(InvalidInput, match="past"):
        publish(priced_bicycle(), actor=None, now=LATER, starts_at=NOW)


def test_publish_is_stopped_by_a_finding():
    product = priced_bicycle(rules=[_formula("broken", "tyres.widht <= 3")])

    with pytest.raises(InvalidInput) as refusal:
        publish(product, actor=None, now=NOW)

    assert refusal.value.code == "checks_failed"
    assert refusal.value.message == "One finding stops this. Rule “broken” cannot be read."
    assert refusal.value.errors == [
        {
            "pointer": "/rules/broken",
            "detail": "Rule “broken” cannot be read. “tyres” has no attribute “widht”. "
            "Did you mean “width”? (character 7)",
        }
    ]
    assert not Revision.objects.exists()


def test_publish_is_stopped_by_a_check_of_a_room_above():
    product = priced_bicycle()
    publishing.register_check("Has parts", lambda *_: [Finding("A part is missing")])

    with pytest.raises(InvalidInput, match="A part is missing"):
        publish(product, actor=None, now=NOW)


def test_publish_with_a_warning_goes_on():
    product = priced_bicycle()
    publishing.register_check("Looks", lambda *_: [Finding("No picture", severity="warns")])

    publish(product, actor=None, now=NOW)

    assert current_revision(product, NOW) is not None


def test_publish_runs_the_steps_once_for_a_new_revision():
    product, seen = priced_bicycle(), []
    publishing.register_step("note", lambda revision: seen.append(revision.number))

    publish(product, actor=None, now=NOW)
    publish(product, actor=None, now=LATER)

    assert seen == [1]


def test_failing_step_leaves_nothing_behind():
    def fail(revision):
        raise InvalidInput("Too large.", code="too_large")

    product = priced_bicycle()
    publishing.register_step("compile", fail)

    with pytest.raises(InvalidInput, match="Too large"):
        publish(product, actor=None, now=NOW)

    assert not Revision.objects.exists()


def test_publish_refuses_a_draft_that_changed_while_it_was_checked():
    product = priced_bicycle()

    def edit(document, product, now):
        product.groups.filter(code="fork").update(help={"en": "New"})
        return []

    publishing.register_check("edits", edit)

    with pytest.raises(Conflict, match="draft changed"):
        publish(product, actor=None, now=NOW)


def test_withdraw_takes_the_product_off_sale():
    product = priced_bicycle()
    revision = publish(product, actor=None, now=NOW)

    withdraw(product, actor=None, now=LATER, note="Recall")

    assert current_revision(product, LATER) is None
    assert current_revision(product, NOW) == revision
    assert Event.objects.get(name="catalog.product_withdrawn").payload == {
        "product": "bicycle",
        "note": "Recall",
        "actor": None,
    }


def test_withdraw_of_what_is_not_on_sale_is_refused():
    with pytest.raises(Conflict, match="not on sale"):
        withdraw(priced_bicycle(), actor=None, now=NOW)


def test_withdrawn_product_can_be_published_again():
    product = priced_bicycle()
    first = publish(product, actor=None, now=NOW)
    withdraw(product, actor=None, now=LATER)

    again = publish(product, actor=None, now=LATER + timedelta(hours=1))

    assert again == first
    assert current_revision(product, LATER + timedelta(hours=1)) == first


def test_check_draft_says_that_all_is_well():
    report = check_draft(priced_bicycle(), now=NOW)

    assert [finding for finding in report.findings if finding.stops] == []
    assert report.may_publish
    assert report.sentence.startswith("Ready to publish.")


@pytest.mark.parametrize("size", [3, 40])
def test_document_and_checks_take_the_same_queries_whatever_the_size(
    size, django_assert_num_queries
):
    document = bicycle_document()
    options = document["groups"][3]["options"]
    options += [dict(options[0], code=f"bell-{n}", name={"en": f"Bell {n}"}) for n in range(size)]
    product = priced_bicycle(groups=document["groups"])

    with django_assert_num_queries(7):
        draft_document(product)


def test_write_draft_keeps_prices_of_what_stays():
    product = priced_bicycle()
    document = bicycle_document()
    document["groups"][0]["options"].pop(0)
    before = product.groups.get(code="frame").options.get(code="carbon").prices.get()

    write_draft(document)

    assert product.groups.get(code="frame").options.get().prices.get() == before
    assert draft_document(product) == document


def _formula(code, source):
    return {"code": code, "kind": "formula", "source": source, "message": {}}
