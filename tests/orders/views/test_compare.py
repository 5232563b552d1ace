"""`/compare/`: what anybody sees, what staff may do, what is refused."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.utils import timezone

from production.models import AdviceDraft, Simulation, WorkOrder
from production.selectors.simulations import demo_simulation
from tests.factories.production import NOW, make_user
from tests.factories.simulations import SMALL, make_simulation, small_report

pytestmark = pytest.mark.django_db
Status = Simulation.Status
ADDRESS = "/compare/?days=20&seed=3&orders=10&variety=3&changeovers=100&machines=0&tastes=0"
NUMBERS = {
    "days": "20",
    "seed": "4",
    "orders": "10",
    "variety": "3",
    "changeovers": "100",
    "machines": "0",
}


@pytest.fixture
def staff_client(client):
    client.force_login(make_user("mara"))
    return client


def waiting(**changes):
    values = {"status": Status.DUE, "created_at": NOW, **changes}
    return Simulation.objects.create(**{**SMALL.as_json(), **values})


def test_page_shows_the_stored_run_to_anybody(client):
    make_simulation()

    page = client.get("/compare/").content.decode()

    assert "Three shops, the same 200 orders, the same machines, 20 working days." in page
    assert "All three add up to the cent" in page
    assert "Seed 3" in page
    assert "What if" not in page
    assert page.count('<tr id="measure-') == 8 + 26 + 2 + 7


def test_page_shows_each_figure_as_it_was_stored(client):
    make_simulation()

    page = client.get("/compare/")

    shops = small_report()["shops"]
    cost = next(row for row in page.context["page"].main if row.code == "unit_cost_minor")
    shown = {cell.way: cell.figure for cell in cost.cells}
    assert shown == {
        way: f"{shops[way]['unit_cost_minor'] / 100:.2f}\u00a0€"
        for way in ("stock", "single", "runs")
    }


def test_best_figure_is_said_in_words(client):
    make_simulation()

    page = client.get("/compare/").context["page"]

    share = next(row for row in page.main if row.code == "setup_share")
    shops = small_report()["shops"]
    least = min(shops, key=lambda way: shops[way]["setup_share"])
    assert [cell.way for cell in share.cells if cell.is_best] == [least]


def test_later_runs_do_not_replace_the_one_that_came_with_the_shop(client):
    first = make_simulation()
    make_simulation(seed=9)

    assert demo_simulation() == first
    assert client.get("/compare/").context["page"].seed == "3"


def test_address_shows_exactly_its_run(client):
    make_simulation()
    make_simulation(seed=9)

    assert client.get(ADDRESS.replace("seed=3", "seed=9")).context["page"].seed == "9"


def test_address_of_a_run_that_is_not_stored_says_so(client):
    make_simulation()

    page = client.get(ADDRESS.replace("seed=3", "seed=8"))

    assert page.status_code == 200
    assert page.context["page"] is None
    assert "Nothing is stored for these numbers." in page.content.decode()


def test_page_without_any_run_says_so(client):
    assert "Nothing is stored for these numbers." in client.get("/compare/").content.decode()


@pytest.mark.parametrize(
    "query", ["days=soon", "days=0", "orders=100000", "machines=-1", "tastes=1099511627776"]
)
def test_address_with_a_bad_number_is_refused(client, query):
    response = client.get(f"/compare/?{query}")

    assert response.status_code == 422


def test_staff_run_it_again_and_get_its_address(staff_client):
    make_simulation()

    response = staff_client.post("/compare/", NUMBERS)

    asked = Simulation.objects.get(status=Status.DUE)
    assert (asked.seed, asked.days, asked.orders_per_day, asked.variety) == (4, 20, 10, 3)
    assert response.status_code == 302
    assert response["Location"] == ADDRESS.replace("seed=3", "seed=4")


def test_staff_ask_for_a_run_on_the_shops_own_orders(staff_client):
    make_simulation()
    tastes = staff_client.get("/compare/").context["what_if"].tastes

    staff_client.post("/compare/", {**NUMBERS, "tastes": str(tastes[-1].value)})

    assert [choice.label for choice in tastes] == ["Drawn with the seed", "Our own orders so far"]
    asked = Simulation.objects.get(status=Status.DUE)
    assert asked.tastes_until == tastes[-1].value > 0


def test_form_offers_the_moment_of_the_run_that_is_shown_again(staff_client):
    until = int(NOW.timestamp())
    make_simulation(tastes_until=until)

    page = staff_client.get(ADDRESS.replace("tastes=0", f"tastes={until}"))

    chosen = [choice for choice in page.context["what_if"].tastes if choice.is_chosen]
    assert [choice.value for choice in chosen] == [until]
    assert "Our own orders up to" in page.content.decode()


def test_own_orders_up_to_a_moment_to_come_are_refused(staff_client):
    soon = int(timezone.now().timestamp()) + 3_600

    response = staff_client.post("/compare/", {**NUMBERS, "tastes": str(soon)})

    assert response.status_code == 422
    assert Simulation.objects.count() == 0


def test_every_figure_says_what_it_follows_from(client):
    make_simulation()

    page = client.get("/compare/").context["page"]

    reach = next(row for row in page.main if row.code == "reach_share")
    wished = small_report()["shops"]["runs"]["orders_wished"]
    assert reach.cells[-1].basis == f"{wished} of 200 customers"
    assert [row.code for row in (*page.main, *page.more) if not row.cells[0].basis] == [
        "recovery_days",
        "energy_per_piece_kwh",
        "in_process_pieces",
        "in_process_value_minor",
        "material_value_minor",
    ]


def test_figure_that_no_shop_states_is_left_open(client):
    make_simulation()

    page = client.get("/compare/").context["page"]

    energy = next(row for row in page.more if row.code == "energy_kwh")
    assert [cell.figure for cell in energy.cells] == ["–", "–", "–"]


def test_customers_cannot_run_it(client):
    response = client.post("/compare/", NUMBERS)

    assert response.status_code == 403
    assert Simulation.objects.count() == 0


def test_staff_get_no_run_for_a_number_out_of_bounds(staff_client):
    response = staff_client.post("/compare/", {**NUMBERS, "orders": "0"})

    assert response.status_code == 422
    assert Simulation.objects.count() == 0


def test_running_simulation_shows_shop_and_day(staff_client):
    waiting(status=Status.RUNNING, way="runs", day=11)

    page = staff_client.get(ADDRESS).content.decode()

    assert "Running three shops" in page
    assert "Runs and stock lines, day 12 of 20" in page
    assert "Stop it" in page


def test_progress_is_a_fragment_until_the_run_is_done(staff_client):
    going = waiting(status=Status.RUNNING, way="stock", day=0)

    fragment = staff_client.get(ADDRESS, headers={"HX-Request": "true"})
    Simulation.objects.filter(pk=going.pk).update(status=Status.DONE, report=small_report())
    over = staff_client.get(ADDRESS, headers={"HX-Request": "true"})

    assert "<html" not in fragment.content.decode()
    assert "Stock only, day 1 of 20" in fragment.content.decode()
    assert (over.status_code, over["HX-Redirect"]) == (204, ADDRESS)


def test_staff_stop_a_simulation(staff_client):
    going = waiting(status=Status.RUNNING)

    response = staff_client.post(f"/compare/{going.pk}/cancel/")

    going.refresh_from_db()
    assert (response["Location"], going.status) == (ADDRESS, Status.CANCELLED)
    assert "This simulation was stopped." in staff_client.get(ADDRESS).content.decode()


def test_customers_cannot_stop_a_simulation(client):
    going = waiting(status=Status.RUNNING)

    response = client.post(f"/compare/{going.pk}/cancel/")

    going.refresh_from_db()
    assert (response.status_code, going.status) == (403, Status.RUNNING)


def test_simulation_that_is_over_cannot_be_stopped(staff_client):
    done = make_simulation()

    assert staff_client.post(f"/compare/{done.pk}/cancel/").status_code == 409


def test_unknown_simulation_cannot_be_stopped(staff_client):
    assert staff_client.post("/compare/77/cancel/").status_code == 404


def test_failed_simulation_says_why(staff_client):
    waiting(status=Status.FAILED, problem="Nothing is on sale.")

    assert "Nothing is on sale." in staff_client.get(ADDRESS).content.decode()


def test_csv_holds_every_stored_figure(client):
    make_simulation()

    response = client.get("/compare/figures.csv")

    rows = list(csv.reader(StringIO(response.content.decode())))
    shops = small_report()["shops"]
    assert rows[0] == ["measure", "stock", "single", "runs"]
    assert {row[0]: row[3] for row in rows[1:]} == {
        name: str(value) for name, value in shops["runs"].items()
    }


def test_csv_of_a_run_that_is_not_stored_is_not_found(client):
    assert client.get("/compare/figures.csv").status_code == 404


def test_chart_has_its_numbers_behind_it(client):
    make_simulation()

    page = client.get("/compare/?product=cup").context["page"]

    volume, variety = page.charts
    assert volume.question == "When is a stock line worth it?"
    assert [line.kind for line in sorted(volume.lines, key=lambda line: line.kind)] == [
        "runs",
        "single",
        "stock",
    ]
    assert len(volume.rows) == len(variety.rows) == 9
    assert all(len(row) == len(volume.head) == 4 for row in volume.rows)


def test_live_figures_are_for_staff(client):
    page = client.get("/compare/?view=live").content.decode()

    assert "Live figures are for staff." in page


def test_live_tab_says_how_many_orders_are_missing(staff_client):
    page = staff_client.get("/compare/?view=live").content.decode()

    assert "Too few orders yet: 0 of 30" in page


def test_live_tab_refuses_a_period_that_is_not_offered(staff_client):
    assert staff_client.get("/compare/?view=live&period=12").status_code == 422


def test_every_page_leads_to_the_comparison(client):
    make_simulation()

    assert '<a href="/compare/">' in client.get("/cart/").content.decode()


def test_live_tab_shows_the_ledgers_figures_once_there_are_enough_orders(staff_client):
    created = timezone.now() - timedelta(days=2)
    WorkOrder.objects.bulk_create(
        WorkOrder(
            kind="custom",
            product_code="cup",
            snapshot={"digest": f"d{number}"},
            quantity=2,
            due_at=created + timedelta(days=1),
            created_at=created,
            status="finished",
            finished_at=created + timedelta(hours=12 if number else 36),
        )
        for number in range(30)
    )

    page = staff_client.get("/compare/?view=live")

    rows = {row.title: row.custom for row in page.context["live"].rows}
    assert rows["Pieces finished"] == "60"
    assert rows["Variants made"] == "30"
    assert rows["Dates kept"] == "96.7\u00a0%"
    assert rows["Days from order to finish, median"] == "0.5"


def test_staff_read_what_to_make_ahead_with_its_saving(staff_client):
    simulation = make_simulation()
    advice = {
        "product": "cup",
        "centre": "paint",
        "kinds": 3,
        "stock_lines": 1,
        "added": ["colour=red"],
        "dropped": [],
        "added_count": 1,
        "dropped_count": 0,
        "now_minor": 500_000,
        "best_minor": 120_000,
    }
    Simulation.objects.filter(pk=simulation.pk).update(
        report={**small_report(), "advice": [advice]}
    )

    page = staff_client.get("/compare/")

    (row,) = page.context["page"].advice
    assert row.sentences == [
        "Make 3 kinds of blanks for stock, up to: paint. The rest to order.",
        "Make 1 design a standard variant: colour=red",
    ]
    assert (row.product, row.saving) == ("Cup", "3,800\u00a0€")
    assert 'id="advice"' in page.content.decode()


def test_staff_draft_the_advice_with_one_click(staff_client):
    simulation = make_simulation()
    advice = small_report()["advice"][0] | {"product": "cup", "opened": [], "closed": []}
    advice["blanks"] = []
    Simulation.objects.filter(pk=simulation.pk).update(
        report={**small_report(), "advice": [advice]}
    )

    response = staff_client.post(f"/compare/{simulation.pk}/draft/", {"product": "cup"})

    draft = AdviceDraft.objects.get()
    assert (draft.product_code, response["Location"]) == ("cup", f"{ADDRESS}#advice")
    (row,) = staff_client.get(ADDRESS).context["page"].advice
    assert row.draft_address == f"/admin/production/advicedraft/{draft.pk}/change/"


def test_customers_cannot_draft(client):
    simulation = make_simulation()

    response = client.post(f"/compare/{simulation.pk}/draft/", {"product": "cup"})

    assert (response.status_code, AdviceDraft.objects.count()) == (403, 0)


def test_advice_that_was_not_given_cannot_be_drafted(staff_client):
    simulation = make_simulation()

    response = staff_client.post(f"/compare/{simulation.pk}/draft/", {"product": "tea"})

    assert response.status_code == 404


def test_customers_do_not_see_the_advice(client):
    make_simulation()

    assert 'id="advice"' not in client.get("/compare/").content.decode()
