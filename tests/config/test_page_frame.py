"""What the frame of every page shows, asked the way a template asks."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone

from config.page_frame import page_frame
from tests.factories.catalog import draft_bicycle, published_bicycle

YESTERDAY = timezone.now() - timedelta(days=1)


def visit(path: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.session = SessionStore()
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize(("cookie", "expected"), [("dark", "dark"), ("light", "light"), ('"x', "")])
def test_theme_is_the_one_of_the_cookie_if_it_is_known(cookie: str, expected: str) -> None:
    request = visit("/")
    request.COOKIES["theme"] = cookie

    assert page_frame(request)["theme"] == expected


@pytest.mark.django_db
def test_navigation_marks_the_product_of_the_page() -> None:
    published_bicycle(YESTERDAY)

    here = page_frame(visit("/p/bicycle/"))["navigation"]
    elsewhere = page_frame(visit("/cart/"))["navigation"]

    assert list(here) == [{"name": "Bicycle", "url": "/p/bicycle/", "is_current": True}]
    assert list(elsewhere) == [{"name": "Bicycle", "url": "/p/bicycle/", "is_current": False}]


@pytest.mark.django_db
def test_navigation_leaves_out_what_is_not_on_sale() -> None:
    draft_bicycle()

    assert list(page_frame(visit("/"))["navigation"]) == []


@pytest.mark.django_db
def test_cart_of_a_new_visitor_counts_nothing() -> None:
    assert page_frame(visit("/"))["cart_count"] == 0


@pytest.mark.django_db
def test_frame_asks_nothing_until_it_is_shown(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        page_frame(visit("/"))
