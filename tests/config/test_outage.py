"""While the database is away a page answers 503 and carries what was sent."""

from unittest.mock import patch

import psycopg2
import pytest
from django.db import IntegrityError, InterfaceError, OperationalError
from django.test import RequestFactory

from config.outage import server_error, try_again_page
from foundation.errors import Busy
from foundation.locks import as_busy

AWAY = Busy("We are back in a moment.", code="away")


class WithCode(psycopg2.OperationalError):
    """A server's error as psycopg2 raises it, with the code that the server sent."""

    def __init__(self, code: str) -> None:
        super().__init__("said the server")
        self.code = code

    @property
    def pgcode(self) -> str:
        return self.code


def caused_by(cause, error=OperationalError):
    failed = error(str(cause))
    failed.__cause__ = cause
    return failed


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (caused_by(psycopg2.OperationalError("server closed the connection")), "away"),
        (caused_by(psycopg2.InterfaceError("connection already closed"), InterfaceError), "away"),
        (caused_by(WithCode("57P01")), "away"),
        (caused_by(WithCode("57P03")), "away"),
        (caused_by(WithCode("53300")), "away"),
        (caused_by(WithCode("08006")), "away"),
        (caused_by(WithCode("25006")), "away"),
        (caused_by(WithCode("40P01")), "busy"),
        (caused_by(WithCode("57014")), "busy"),
        (OperationalError("database is locked"), "busy"),
    ],
)
def test_database_error_that_passes_is_told_as_such(error, code):
    assert as_busy(error).code == code


@pytest.mark.parametrize(
    "error",
    [
        caused_by(WithCode("42P01")),
        caused_by(psycopg2.IntegrityError("twice"), IntegrityError),
        OperationalError("no such table: orders_order"),
        ValueError("a mistake of ours"),
        None,
    ],
)
def test_mistake_of_ours_is_not_called_an_outage(error):
    assert as_busy(error) is None


def page(request):
    response = try_again_page(request, AWAY)
    return response.status_code, response["Retry-After"], response.content.decode()


def test_form_comes_back_as_it_was_sent():
    sent = {"name": "Ada <Lovelace>", "quantity-7": ["2", "3"], "act": "order"}

    status, wait, html = page(RequestFactory().post("/cart/?from=mail", sent))

    assert (status, wait) == (503, "2")
    assert '<form method="post" action="/cart/?from=mail">' in html
    assert '<input type="hidden" name="name" value="Ada &lt;Lovelace&gt;">' in html
    assert '<input type="hidden" name="quantity-7" value="2">' in html
    assert '<input type="hidden" name="quantity-7" value="3">' in html
    assert '<input type="hidden" name="act" value="order">' in html


@pytest.mark.parametrize("name", ["password", "new_password1", "card_number", "card_code"])
def test_secrets_are_not_written_into_the_page(name):
    _status, _wait, html = page(RequestFactory().post("/cart/", {"town": "Bonn", name: "4242"}))

    assert "<form" not in html
    assert "4242" not in html
    assert "Go back with your browser" in html


def test_page_that_was_asked_for_is_asked_for_again():
    _status, _wait, html = page(RequestFactory().get("/p/bicycle/?step=colour"))

    assert 'href="/p/bicycle/?step=colour"' in html


def test_error_outside_of_a_view_is_an_outage_too(rf):
    try:
        raise caused_by(psycopg2.OperationalError("gone"))
    except OperationalError:
        response = server_error(rf.get("/"))

    assert (response.status_code, response["Retry-After"]) == (503, "2")


def test_mistake_outside_of_a_view_stays_a_500(rf):
    try:
        raise ValueError
    except ValueError:
        response = server_error(rf.get("/"))

    assert response.status_code == 500


def test_rest_answers_a_problem_document(client, db):
    gone = caused_by(psycopg2.OperationalError("gone"))
    with patch("configurator.api.products.current_products", side_effect=gone):
        response = client.get("/api/v1/products/")

    assert (response.status_code, response["Retry-After"]) == (503, "2")
    assert response.json()["code"] == "away"
