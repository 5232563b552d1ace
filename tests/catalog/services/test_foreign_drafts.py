"""Documents from files: what no form would take is refused whole."""

import pytest

from catalog.document import draft_document
from catalog.models import Product
from catalog.services.foreign_drafts import write_foreign_draft
from foundation.errors import InvalidInput
from tests.factories.catalog import bicycle_document, draft_bicycle

pytestmark = pytest.mark.django_db


def changed_group(**fields):
    first, *others = bicycle_document()["groups"]
    return bicycle_document(groups=[first | fields, *others])


def changed_option(**fields):
    group, *others = bicycle_document()["groups"]
    first, *rest = group["options"]
    return bicycle_document(groups=[group | {"options": [first | fields, *rest]}, *others])


def test_document_that_a_draft_can_have_is_written():
    document = bicycle_document()

    assert draft_document(write_foreign_draft(document)) == document


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (changed_group(code="Upper Case"), "group “Upper Case”: code: A code begins with"),
        (changed_group(code="g" * 500), "DataError: value too long"),
        (changed_group(kind="some"), "group “frame”: kind: Value 'some' is not a valid choice."),
        (changed_group(name={"en": "a\0b"}), "ValueError: a text holds the sign NUL"),
        (changed_group(name={"en": "\ud800"}), "UnicodeEncodeError: "),
        (changed_group(default=float("nan")), "ValueError: Out of range float values"),
        (changed_group(min_count=-1), "IntegrityError: "),
        (changed_group(minimum=10**40), "DataError: numeric field overflow"),
        (changed_group(options=[{"code": "x"}]), "KeyError: 'name'"),
        (changed_option(code="a b"), "option “a b”: code: A code has small letters"),
        (changed_option(modules=["bell"]), "AttributeError: "),
        (bicycle_document(rules=[{"code": "r"}]), "KeyError: 'kind'"),
    ],
)
def test_document_that_no_draft_can_have_is_refused_with_its_entry(document, said):
    with pytest.raises(InvalidInput) as refused:
        write_foreign_draft(document)

    assert refused.value.code == "unwritable_draft"
    assert refused.value.message.startswith(f"The draft cannot be written: {said}")
    assert not Product.objects.exists()


def test_refused_document_leaves_the_draft_as_it_was():
    product = draft_bicycle()
    before = draft_document(product)

    with pytest.raises(InvalidInput):
        write_foreign_draft(changed_option(code="a b"))

    assert draft_document(product) == before


def test_text_that_only_looks_like_nul_is_written():
    document = changed_group(name={"en": "\\u0000 and \\\\u0000"})

    assert draft_document(write_foreign_draft(document)) == document
