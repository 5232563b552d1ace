import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Module, Option, OptionModule, Price
from catalog.services.drafts import write_draft, write_prices, write_variants
from catalog.services.publishing import draft_document, publish
from tests.factories.catalog import (
    BICYCLE_PRICES,
    NOW,
    bicycle_document,
    draft_bicycle,
    europe,
    group,
    option,
    priced_bicycle,
)

pytestmark = pytest.mark.django_db

FULL_CATALOG = 10_361


def large_document(size):
    """Nine groups with `size` options in all, joined by rules."""
    attributes = [{"code": "socket", "kind": "word", "unit": "", "name": {"en": "Socket"}}]
    groups = [
        group(f"part-{g}", "one_of", f"Part {g}", attributes=attributes, options=[
            option(
                f"p{n}", f"Part {g} number {n}",
                attributes={"socket": f"s{n % 7}"}, modules={f"m{g}-{n}": 1},
            )
            for n in range(size // 9 + (g < size % 9))
        ])
        for g in range(9)
    ]  # fmt: skip
    rules = [
        {
            "code": f"fits-{g}",
            "kind": "formula",
            "source": f"part-{g}.socket = part-{g + 1}.socket",
            "message": {},
        }
        for g in range(8)
    ]
    return bicycle_document(groups=groups, rules=rules)


def publish_queries(document):
    product = write_draft(document)
    write_prices(europe(), product, {"base": 1})
    with CaptureQueriesContext(connection) as queries:
        publish(product, actor=None, now=NOW)
    return len(queries)


def test_write_draft_writes_what_the_document_says():
    product = draft_bicycle()

    assert draft_document(product) == bicycle_document()
    assert list(OptionModule.objects.values_list("option__code", "module__code", "quantity")) == [
        ("steel", "tube", 4),
        ("rack", "tube", 2),
    ]


def test_write_draft_again_changes_only_what_differs():
    product = priced_bicycle()
    kept = list(Option.objects.values_list("pk", flat=True))
    document = bicycle_document()
    document["groups"].reverse()
    document["groups"][0]["help"] = {"en": "Up to twelve letters"}
    document["rules"].pop()

    write_draft(document)

    assert draft_document(product) == document
    assert sorted(Option.objects.values_list("pk", flat=True)) == sorted(kept)
    assert Price.objects.count() == 7
    assert Module.objects.count() == 1


def test_write_draft_removes_what_the_document_lacks():
    product = draft_bicycle()

    write_draft(bicycle_document(groups=bicycle_document()["groups"][:1], rules=[]))

    assert list(product.groups.values_list("code", flat=True)) == ["frame"]
    assert not product.rules.exists()


def test_write_prices_replaces_the_prices_of_the_product_only():
    product = priced_bicycle()
    other = write_draft(bicycle_document(product="tandem"))
    write_prices(europe(), other, {"base": 5})

    write_prices(europe(), product, BICYCLE_PRICES | {"base": 7, "options": {}})

    assert sorted(Price.objects.values_list("kind", "minor")) == [
        ("base", 5),
        ("base", 7),
        ("letter", 150),
        ("unit", 12.5),
    ]


def test_write_variants_removes_those_not_given():
    product = draft_bicycle()

    write_variants(product, [{"sku": "BIKE-2", "name": {"en": "Two"}, "choices": {}}])

    assert list(product.variants.values_list("sku", flat=True)) == ["BIKE-2"]


def test_publish_takes_the_same_queries_for_ten_and_a_thousand_options():
    assert publish_queries(large_document(10)) == publish_queries(
        large_document(1_000) | {"product": "large"}
    )


def test_full_catalog_is_written_and_published_in_seconds():
    start = time.process_time()

    product = write_draft(large_document(FULL_CATALOG))
    write_prices(europe(), product, {"base": 1})
    revision = publish(product, actor=None, now=NOW)

    assert sum(len(entry["options"]) for entry in revision.document["groups"]) == FULL_CATALOG
    assert time.process_time() - start < 10
