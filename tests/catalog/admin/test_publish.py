import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from catalog.models import PriceListVersion, Product, Publication, Revision
from tests.factories.catalog import europe, priced_bicycle, published_bicycle, staff

pytestmark = pytest.mark.django_db


def publish_url(product):
    return reverse("admin:catalog_product_publish", args=[product.pk])


def withdraw_url(product):
    return reverse("admin:catalog_product_withdraw", args=[product.pk])


def broken_bicycle():
    rule = {"code": "bad", "kind": "formula", "source": "tyres.widht <= 3", "message": {}}
    return priced_bicycle(rules=[rule])


def told(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def act(client, name, *rows):
    changelist = reverse(f"admin:catalog_{rows[0]._meta.model_name}_changelist")
    return client.post(changelist, {"action": name, "_selected_action": [row.pk for row in rows]})


def test_publish_page_says_that_the_draft_is_ready(admin):
    page = admin.get(publish_url(priced_bicycle()))

    text = page.content.decode()
    assert page.context["report"].sentence in text
    assert page.context["report"].may_publish
    assert "Publish Bicycle, revision 1" in text
    assert "Nothing is on sale yet." in text


def test_publish_page_shows_the_finding_at_its_character(admin):
    text = admin.get(publish_url(broken_bicycle())).content.decode()

    assert "One finding stops this. Rule “bad” cannot be read." in text
    assert "tyres.widht &lt;= 3\n      ^" in text
    assert 'aria-disabled="true"' in text


def test_publish_page_shows_what_changed(admin):
    product = published_bicycle().product
    product.groups.get(code="tyres").options.filter(code="cross").delete()
    product.rules.filter(code="fork-fits").update(rows=[["steel", "steel"]])

    text = admin.get(publish_url(product)).content.decode()

    assert "<strong>Removed</strong> tyres: Cross" in text
    assert "<strong>Changed</strong> rule fork-fits" in text


def test_publish_button_publishes_once(admin):
    product = priced_bicycle()

    answer = admin.post(publish_url(product), {"note": "Winter", "starts_at": ""})

    assert answer.url == reverse("admin:catalog_product_change", args=[product.pk])
    assert told(answer) == ["Bicycle: revision 1 is published."]
    publication = Publication.objects.get()
    assert (publication.revision.number, publication.note, publication.published_by) == (
        1,
        "Winter",
        admin.user,
    )


def test_publish_button_takes_a_later_start(admin):
    product = priced_bicycle()

    admin.post(publish_url(product), {"note": "", "starts_at": "2999-01-01T08:00"})

    assert Publication.objects.get().starts_at.isoformat() == "2999-01-01T08:00:00+00:00"


def test_publish_of_a_broken_draft_is_refused_by_the_server_too(admin):
    answer = admin.post(publish_url(broken_bicycle()), {"note": "x"})

    assert answer.status_code == 422
    assert answer.context["refused"] == "One finding stops this. Rule “bad” cannot be read."
    assert not Revision.objects.exists()


def test_withdraw_button_takes_the_product_off_sale(admin):
    product = published_bicycle().product

    assert admin.get(withdraw_url(product)).status_code == 200
    answer = admin.post(withdraw_url(product), {"note": "Recall"})

    assert told(answer) == ["Bicycle is no longer on sale."]
    assert Publication.objects.get().ends_at is not None


def test_withdraw_of_what_is_not_on_sale_is_refused(admin):
    answer = admin.post(withdraw_url(priced_bicycle()), {"note": ""})

    assert answer.status_code == 422
    assert answer.context["refused"] == "This product is not on sale."


@pytest.mark.parametrize("address", [publish_url, withdraw_url])
@pytest.mark.parametrize("method", ["get", "post"])
def test_publish_pages_need_the_permission(client, address, method):
    product = published_bicycle().product
    before = list(Publication.objects.values())
    client.force_login(staff("change_product", "view_product"))

    answer = getattr(client, method)(address(product))

    assert answer.status_code == 403
    assert list(Publication.objects.values()) == before


def test_publish_tool_is_shown_to_those_who_may(client):
    product = priced_bicycle()
    change = reverse("admin:catalog_product_change", args=[product.pk])
    client.force_login(staff("change_product", "view_product"))
    without = client.get(change).content.decode()
    client.force_login(staff("change_product", "publish_product", username="eve"))

    assert publish_url(product) not in without
    assert publish_url(product) in client.get(change).content.decode()


def test_publish_action_tells_successes_and_refusals_apart(admin):
    good, bad = priced_bicycle(), broken_copy()

    answer = act(admin, "publish_selected", good, bad)

    assert sorted(told(answer)) == [
        "Bicycle: revision 1 is on sale.",
        "broken: 2 findings stop this. The product has no name.",
    ]
    assert list(Revision.objects.values_list("product__code", flat=True)) == ["bicycle"]


def test_withdraw_action_tells_successes_and_refusals_apart(admin):
    good, other = published_bicycle().product, broken_copy()

    answer = act(admin, "withdraw_selected", good, other)

    assert sorted(told(answer)) == [
        "Bicycle is no longer on sale.",
        "broken: This product is not on sale.",
    ]


def test_actions_are_not_offered_without_permission(client):
    product = priced_bicycle()
    client.force_login(staff("change_product", "view_product"))

    act(client, "publish_selected", product)

    assert not Revision.objects.exists()


def test_price_list_page_publishes_the_prices(admin):
    priced_bicycle()
    address = reverse("admin:catalog_pricelist_publish", args=[europe().pk])

    assert "prices become the next version" in admin.get(address).content.decode()
    answer = admin.post(address)

    assert told(answer) == ["Europe: version 1 holds."]
    assert PriceListVersion.objects.get().version == 1


def test_price_list_action_reports_an_empty_list(admin):
    answer = act(admin, "publish_selected", europe())

    assert told(answer) == ["Europe: This price list holds no prices yet."]


def test_price_list_page_needs_the_permission(client):
    priced_bicycle()
    address = reverse("admin:catalog_pricelist_publish", args=[europe().pk])
    client.force_login(staff("change_pricelist"))

    assert client.post(address).status_code == 403
    assert not PriceListVersion.objects.exists()


def test_publish_page_of_an_unknown_product_is_not_found(admin):
    assert admin.get(reverse("admin:catalog_product_publish", args=[99])).status_code == 404


def broken_copy():
    return Product.objects.create(code="broken")
