import pytest
from django.urls import reverse

from catalog.models import Rule
from tests.catalog.admin.forms import form_values
from tests.factories.catalog import draft_bicycle

pytestmark = pytest.mark.django_db


def change(rule):
    return reverse("admin:catalog_rule_change", args=[rule.pk])


@pytest.fixture
def rule():
    return draft_bicycle().rules.get(code="tyres-fit")


@pytest.fixture
def table(rule):
    return rule.product.rules.get(code="fork-fits")


def test_rule_is_read_back_as_a_sentence(admin, rule):
    page = admin.get(change(rule)).content.decode()

    assert "Tyre width (mm) must be at most the frame’s tyre clearance" in page


def test_rule_error_points_at_the_character(admin, rule):
    values = form_values(admin.get(change(rule)))

    answer = admin.post(change(rule), values | {"source": "tyres.widht <= <b>"})
    again = admin.post(change(rule), values | {"source": "tyres.width < clearance"})

    assert "Character 16: “&lt;” cannot stand here." in answer.content.decode()
    assert '<pre class="rule-pointer">' in answer.content.decode()
    assert "Character 15: There is no group “clearance”." in again.content.decode()
    rule.refresh_from_db()
    assert rule.source == "tyres.width <= frame.clearance"


def test_rule_is_changed(admin, rule):
    values = form_values(admin.get(change(rule)))

    admin.post(change(rule), values | {"source": "tyres.width < frame.clearance"})

    rule.refresh_from_db()
    assert rule.source == "tyres.width < frame.clearance"


def test_table_is_shown_and_kept_as_lines(admin, table):
    values = form_values(admin.get(change(table)))

    assert values["columns"] == "frame, fork"
    assert values["rows"] == "steel; steel\nsteel; carbon\ncarbon; carbon"
    admin.post(change(table), values | {"rows": "steel\tsteel\ncarbon\tcarbon\n"})

    table.refresh_from_db()
    assert table.rows == [["steel", "steel"], ["carbon", "carbon"]]


def test_table_error_names_row_and_column(admin, table):
    values = form_values(admin.get(change(table)))

    answer = admin.post(change(table), values | {"rows": "steel; steel\nsteel; gold"})

    assert "Row 2, column fork: there is no option “gold”." in answer.content.decode()


def test_rule_is_added(admin, rule):
    address = reverse("admin:catalog_rule_add")
    new = {
        "product": rule.product.pk,
        "position": "3",
        "code": "bell",
        "kind": "formula",
        "source": "frame = carbon => extras has bell",
    }

    answer = admin.post(address, new)

    assert answer.status_code == 302
    assert Rule.objects.get(code="bell").source == "frame = carbon => extras has bell"


def test_rule_says_for_which_days_and_channels_it_holds(admin, rule):
    values = form_values(admin.get(change(rule)))

    admin.post(
        change(rule),
        values | {"valid_from": "2026-12-01", "valid_until": "2026-12-31", "channels": ["rest"]},
    )

    rule.refresh_from_db()
    assert (str(rule.valid_from), str(rule.valid_until), rule.channels) == (
        "2026-12-01",
        "2026-12-31",
        ["rest"],
    )
    page = admin.get(change(rule)).content.decode()
    assert "(from 1 December 2026 until 31 December 2026, through REST)" in page


def test_rule_that_ends_before_it_begins_is_refused(admin, rule):
    values = form_values(admin.get(change(rule)))

    answer = admin.post(
        change(rule), values | {"valid_from": "2026-12-31", "valid_until": "2026-12-01"}
    )

    assert "The last day lies before the first." in answer.content.decode()
    rule.refresh_from_db()
    assert rule.valid_until is None


def test_rule_of_every_channel_has_no_limit(admin, rule):
    values = form_values(admin.get(change(rule)))

    admin.post(change(rule), values | {"channels": ["shop", "rest"]})

    rule.refresh_from_db()
    assert rule.channels == []
    assert "channels" not in rule.as_document()
