import pytest

from catalog.canonical import digest_of
from catalog.models import Revision, RevisionArtefact
from catalog.services.publishing import check_draft, publish
from configurator.artefacts import ENGINE, engine_for, load_revision
from configurator.engine import answer
from foundation.errors import InvalidInput
from tests.factories.catalog import NOW, bicycle_document, priced_bicycle, published_bicycle

pytestmark = pytest.mark.django_db


def with_rule(source):
    rule = {"code": "extra-law", "kind": "formula", "source": source, "message": {}}
    return {"rules": [*bicycle_document()["rules"], rule]}


def engine_findings(product):
    results = check_draft(product, now=NOW).results
    return next(row.findings for row in results if row.name == "Every option fits some design")


def test_publishing_stores_the_compiled_engine():
    revision = published_bicycle()

    stored = RevisionArtefact.objects.get(revision=revision, kind=ENGINE)

    assert len(stored.content) > 0
    assert answer(engine_for(revision), {"frame": "carbon"}).forced["fork"] == "carbon"


def test_sound_model_has_no_findings():
    assert engine_findings(priced_bicycle()) == ()


def test_model_that_no_design_fits_is_not_published():
    product = priced_bicycle(**with_rule("frame = carbon and frame = steel"))

    with pytest.raises(InvalidInput) as refused:
        publish(product, actor=None, now=NOW)

    assert "No design fits all rules" in refused.value.details["findings"]


def test_option_that_fits_no_design_is_named():
    found = engine_findings(priced_bicycle(**with_rule("not (frame = carbon)")))

    assert [(row.subject, row.detail, row.severity) for row in found] == [
        ("/groups/frame", "carbon", "warns")
    ]


def test_revision_is_read_once_a_process(django_assert_num_queries):
    revision = published_bicycle()
    first = load_revision(revision)

    with django_assert_num_queries(0):
        again = load_revision(revision)

    assert again is first


def test_revision_without_artefact_is_compiled():
    document = bicycle_document(tagline={"en": "No artefact"})
    revision = Revision.objects.create(
        product=priced_bicycle(),
        number=1,
        document=document,
        digest=digest_of(document),
        created_at=NOW,
    )

    assert answer(engine_for(revision), {"frame": "carbon"}).forced["fork"] == "carbon"
