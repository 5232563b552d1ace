import re

import pytest
from django.urls import reverse

from catalog.models import (
    ComputedValue,
    Group,
    Module,
    Option,
    Preference,
    Price,
    PriceList,
    PriceListVersion,
    Product,
    Publication,
    Revision,
    Rule,
    StandardVariant,
)
from tests.catalog.admin.forms import form_values
from tests.factories.catalog import (
    COMPUTED,
    NOW,
    PREFERENCES,
    draft_bicycle,
    published_bicycle,
    staff,
)

pytestmark = pytest.mark.django_db

EDITABLE = [
    ComputedValue,
    Group,
    Module,
    Option,
    Preference,
    Price,
    PriceList,
    Product,
    Rule,
    StandardVariant,
]
READ_ONLY = [PriceListVersion, Publication, Revision]


def url(model, name, *args):
    return reverse(f"admin:catalog_{model._meta.model_name}_{name}", args=args)


@pytest.mark.parametrize("model", EDITABLE + READ_ONLY)
def test_changelist_and_change_page_open(admin, model):
    published_bicycle(computed=COMPUTED, preferences=PREFERENCES)
    row = model.objects.first()

    changelist = admin.get(url(model, "changelist"), {"q": "bicycle"})
    page = admin.get(url(model, "change", row.pk))

    assert changelist.status_code == 200
    assert page.status_code == 200
    assert not re.search(r"<style|\sstyle=|\son\w+=", page.content.decode())


@pytest.mark.parametrize(
    "model",
    [ComputedValue, Group, Module, Option, Preference, PriceList, Product, Rule, StandardVariant],
)
def test_add_page_opens(admin, model):
    assert admin.get(url(model, "add")).status_code == 200


@pytest.mark.parametrize(
    "model", [ComputedValue, Group, Option, Preference, PriceList, Product, Rule, StandardVariant]
)
def test_change_page_saves_what_it_shows_and_the_draft_stays(admin, model):
    product = published_bicycle(computed=COMPUTED, preferences=PREFERENCES).product
    before = list(model.objects.order_by("pk").values())
    rows = [row.pk for row in model.objects.order_by("pk")]

    for pk in rows:
        page = admin.get(url(model, "change", pk))
        answer = admin.post(url(model, "change", pk), form_values(page))
        assert answer.status_code == 302, answer.context["errors"]

    after = list(model.objects.order_by("pk").values())
    for row in (*before, *after):
        row.pop("changed_at", None)
    assert after == before
    assert product.groups.count() == 6


@pytest.mark.parametrize("model", READ_ONLY)
def test_published_row_cannot_be_edited_even_by_a_superuser(admin, model):
    published_bicycle()
    row = model.objects.first()
    before = model.objects.values().get(pk=row.pk)

    assert admin.get(url(model, "add")).status_code == 403
    assert admin.post(url(model, "change", row.pk), {"note": "x", "digest": "x"}).status_code == 403
    assert admin.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403

    assert model.objects.values().get(pk=row.pk) == before


@pytest.mark.parametrize("model", EDITABLE + READ_ONLY)
def test_changelist_is_closed_without_permission(client, model):
    published_bicycle()
    client.force_login(staff())

    assert client.get(url(model, "changelist")).status_code == 403


CHANGELIST_ROWS = {
    Product: lambda n: Product.objects.create(code=f"lamp-{n}"),
    Group: lambda n: Group.objects.create(product=Product.objects.create(code=f"p-{n}"), code="a"),
    Option: lambda n: Option.objects.create(
        group=Group.objects.create(product=Product.objects.create(code=f"p-{n}"), code="a"),
        code="x",
    ),
    Module: lambda n: Module.objects.create(code=f"m-{n}"),
    Rule: lambda n: Rule.objects.create(product=Product.objects.create(code=f"p-{n}"), code="r"),
    PriceList: lambda n: PriceList.objects.create(code=f"l-{n}", currency="EUR"),
    Price: lambda n: Price.objects.create(
        price_list=PriceList.objects.create(code=f"l-{n}", currency="EUR"),
        kind="base",
        product=Product.objects.create(code=f"p-{n}"),
        minor=1,
    ),
    StandardVariant: lambda n: StandardVariant.objects.create(
        sku=f"S-{n}", product=Product.objects.create(code=f"p-{n}")
    ),
    Revision: lambda n: revision(n),
    Publication: lambda n: Publication.objects.create(
        product=(row := revision(n)).product, revision=row, starts_at=NOW
    ),
    PriceListVersion: lambda n: PriceListVersion.objects.create(
        price_list=PriceList.objects.create(code=f"l-{n}", currency="EUR"),
        version=1, document={}, digest="x", created_at=NOW,
    ),
}  # fmt: skip


def revision(n):
    product = Product.objects.create(code=f"p-{n}")
    return Revision.objects.create(
        product=product, number=1, document={}, digest="x", created_at=NOW
    )


@pytest.mark.parametrize("model", CHANGELIST_ROWS)
def test_changelist_takes_the_same_queries_for_one_and_three_rows(
    admin, model, django_assert_num_queries
):
    CHANGELIST_ROWS[model](0)
    admin.get(url(model, "changelist"))
    with django_assert_num_queries(100, exact=False) as one:
        admin.get(url(model, "changelist"))
    CHANGELIST_ROWS[model](1)
    CHANGELIST_ROWS[model](2)

    with django_assert_num_queries(len(one)):
        admin.get(url(model, "changelist"))


def test_group_of_many_options_links_to_them_instead_of_showing_all(admin):
    group = draft_bicycle().groups.get(code="fork")
    Option.objects.bulk_create(Option(group=group, code=f"fork-{n}") for n in range(2_907))

    page = admin.get(url(Group, "change", group.pk)).content.decode()

    link = f"{url(Option, 'changelist')}?group__id__exact={group.pk}"
    assert f'<a href="{link}">All 2909 options</a>' in page
    assert "options-0-code" not in page
    assert admin.get(link).context["cl"].result_count == 2_909


def test_history_tells_who_changed_what_and_why(admin):
    product = draft_bicycle()
    values = form_values(admin.get(url(Product, "change", product.pk)))

    admin.post(
        url(Product, "change", product.pk),
        values | {"name_en": "Wayfarer", "change_reason": "New brand"},
    )

    entry = product.history.latest()
    assert (entry.name["en"], entry.history_user, entry.history_change_reason) == (
        "Wayfarer",
        admin.user,
        "New brand",
    )
    history = admin.get(url(Product, "history", product.pk)).content.decode()
    assert "New brand" in history
    assert "style=" not in history
