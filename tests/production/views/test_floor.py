import uuid
from datetime import timedelta

import pytest

from production.models import Lot, Run, RunMember
from production.services.run_formation import form_all_runs
from tests.factories.production import (
    NOW,
    make_centre,
    make_custom_order,
    make_planned_factory,
    make_step,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned_run():
    """A planned run of two engraved bicycles of order 2026-1."""
    make_step(make_centre(), 1, minutes_per_piece="50", setup={"Colour": "colour"})
    make_custom_order(quantity=2, reference="2026-1", engraving="Ada & Max")
    make_planned_factory()
    return Run.objects.get()


def press(client, act, **fields):
    return client.post("/floor/paint/", {"act": act, **fields})


def test_every_work_centre_can_be_chosen(staff_client, planned_run):
    response = staff_client.get("/floor/")

    assert response.status_code == 200
    assert 'href="/floor/paint/"' in response.content.decode()
    assert "0 running, 1 planned, 0 open" in response.content.decode()


def test_terminal_shows_members_with_order_pieces_and_personal_text(staff_client, planned_run):
    page = staff_client.get("/floor/paint/").content.decode()

    assert '<html lang="en" dir="ltr" data-theme="dark">' in page
    for words in ("2026-1", "2 pieces", "Ada &amp; Max", "Colour: blue"):
        assert words in page
    assert f'value="start:{planned_run.number}"' in page


def test_light_is_kept_for_who_chose_it(staff_client, planned_run):
    staff_client.cookies["theme"] = "light"

    assert 'data-theme="light"' in staff_client.get("/floor/paint/").content.decode()


def test_run_is_started_counted_and_finished_by_buttons(staff_client, planned_run):
    number = planned_run.number

    answers = [
        press(staff_client, f"start:{number}"),
        press(staff_client, f"count:{number}", pieces="1"),
        press(staff_client, f"finish:{number}"),
    ]

    planned_run.refresh_from_db()
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/floor/paint/")] * 3
    assert (planned_run.status, planned_run.finished_at) == ("completed", NOW)
    assert f"Run {number} is finished." in staff_client.get("/floor/paint/").content.decode()


def test_counting_shows_how_far_it_is(staff_client, planned_run):
    press(staff_client, f"start:{planned_run.number}")
    press(staff_client, f"count:{planned_run.number}", pieces="1")

    page = staff_client.get("/floor/paint/").content.decode()

    assert "1 of 2 pieces are good" in page
    assert RunMember.objects.get().good_pieces == 1


def test_open_run_is_closed_by_its_button(staff_client):
    make_step(make_centre(), 1)
    make_custom_order()
    form_all_runs(now=NOW)

    press(staff_client, f"close:{Run.objects.get().number}")

    assert (Run.objects.get().close_reason, Run.objects.get().close_facts["manual_by"]) == (
        "manual",
        "mara",
    )


def test_refusal_is_told_on_the_page_and_changes_nothing(staff_client, planned_run):
    response = press(staff_client, f"finish:{planned_run.number}")

    page = response.content.decode()
    assert response.status_code == 409
    assert 'role="alert"' in page
    assert f"Run {planned_run.number} is released, not running." in page
    assert Run.objects.get().status == "released"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 422),
        ({"act": "dance:1"}, 422),
        ({"act": "start:"}, 422),
        ({"act": "start:1\0"}, 422),
        ({"act": "start:٣"}, 422),
        ({"act": "start:" + "9" * 40}, 422),
        ({"act": "start:999"}, 404),
        ({"act": "count:1", "pieces": "-1"}, 422),
        ({"act": "count:1", "pieces": "😀"}, 422),
        ({"act": "count:1", "pieces": "9" * 18}, 422),
    ],
)
def test_bad_input_is_refused_with_a_clear_page(staff_client, planned_run, fields, status):
    response = staff_client.post("/floor/paint/", fields)

    assert (response.status_code, 'role="alert"' in response.content.decode()) == (status, True)
    assert Run.objects.get().status == "released"


def test_unknown_work_centre_is_not_found(staff_client):
    assert staff_client.get("/floor/nowhere/").status_code == 404


@pytest.mark.parametrize("path", ["/floor/", "/floor/paint/", "/factory/", "/factory/runs/1/"])
def test_visitor_is_sent_to_the_login_page(client, planned_run, path):
    response = client.get(path)

    assert (response.status_code, response.url) == (302, f"/admin/login/?next={path}")


@pytest.mark.parametrize("path", ["/floor/", "/floor/paint/", "/factory/", "/factory/runs/1/"])
def test_customer_is_refused(client, planned_run, path):
    client.force_login(make_user("ada", is_staff=False))

    response = client.get(path)

    assert (response.status_code, "2026-1" in response.content.decode()) == (403, False)


def test_customer_cannot_press_buttons(client, planned_run):
    client.force_login(make_user("ada", is_staff=False))

    assert press(client, f"start:{planned_run.number}").status_code == 403
    assert Run.objects.get().status == "released"


@pytest.mark.parametrize("path", ["/floor/", "/factory/", "/factory/runs/1/"])
def test_pages_that_only_show_refuse_a_post(staff_client, planned_run, path):
    assert staff_client.post(path).status_code == 405


def test_idle_terminal_says_so(staff_client):
    make_centre()

    assert "Nothing to do here now." in staff_client.get("/floor/paint/").content.decode()


def test_terminal_takes_a_fixed_number_of_queries(staff_client, django_assert_max_num_queries):
    make_step(make_centre(), 1, minutes_per_piece="100")
    make_custom_order(reference="A", engraving="Ada")
    make_planned_factory(NOW - timedelta(minutes=1))
    with django_assert_max_num_queries(20) as one:
        staff_client.get("/floor/paint/")
    for reference in ("B", "C"):
        make_custom_order(reference=reference, engraving="Max")
    make_planned_factory()

    with django_assert_max_num_queries(20) as three:
        staff_client.get("/floor/paint/")

    assert len(one) == len(three)


@pytest.fixture
def started(staff_client, planned_run):
    press(staff_client, f"start:{planned_run.number}")
    return planned_run


def counted():
    return list(RunMember.objects.values_list("good_pieces", "scrapped_pieces", "reworked_pieces"))


def test_button_pressed_twice_counts_once(staff_client, started):
    act_id = str(uuid.uuid4())
    for _ in range(2):
        press(staff_client, f"count:{started.number}", act_id=act_id)

    assert counted() == [(1, 0, 0)]


def test_scrap_rework_and_undo_have_their_buttons(staff_client, started):
    number = started.number

    for act in (f"rework:{number}:size", f"scrap:{number}:surface", f"undo:{number}"):
        assert press(staff_client, act).status_code == 302

    page = staff_client.get("/floor/paint/").content.decode()
    assert counted() == [(0, 0, 1)]
    assert f"<del>Run {number}: 1 scrapped, surface flawed</del> taken back" in page
    assert f"Run {number}: 1 to rework, wrong size" in page


def test_stopped_machine_offers_only_to_go_on(staff_client, started):
    press(staff_client, f"stop:{started.number}:breakdown", minutes="60")

    stopped = staff_client.get("/floor/paint/").content.decode()
    press(staff_client, f"resume:{started.number}")
    page = staff_client.get("/floor/paint/").content.decode()

    assert "Stopped at 08:00: breakdown. Expected to go on at 09:00." in stopped
    assert f'value="count:{started.number}"' not in stopped
    assert f'value="count:{started.number}"' in page


TRAVELLER_CODE = "http://127.0.0.1:8000/floor/paint/#run-{run}"


@pytest.mark.parametrize("code", ["{run}", "run {run}", "R{run}", TRAVELLER_CODE])
def test_scanned_run_is_started(staff_client, planned_run, code):
    staff_client.post("/floor/paint/", {"scan": code.format(run=planned_run.number)})

    assert Run.objects.get().status == "running"


def test_scanned_run_ends_once_all_is_counted_and_not_before(staff_client, started):
    code = {"scan": TRAVELLER_CODE.format(run=started.number)}

    early = staff_client.post("/floor/paint/", code)
    press(staff_client, f"count:{started.number}", pieces="2")
    staff_client.post("/floor/paint/", code)

    assert early.status_code == 409
    assert Run.objects.get().status == "completed"


def test_scanned_lot_counts_one_good_piece(staff_client, started):
    lot = str(Lot.objects.get())

    staff_client.post("/floor/paint/", {"scan": lot.lower()})

    assert counted() == [(1, 0, 0)]


@pytest.mark.parametrize(("code", "status"), [("W999-1", 409), ("999", 422), ("bicycle", 422)])
def test_scanned_code_that_is_not_here_is_refused_by_name(staff_client, started, code, status):
    response = staff_client.post("/floor/paint/", {"scan": code})

    assert (response.status_code, code in response.content.decode()) == (status, True)
    assert counted() == [(0, 0, 0)]


def test_act_id_that_is_none_is_refused(staff_client, started):
    response = press(staff_client, f"count:{started.number}", act_id="again")

    assert (response.status_code, counted()) == (422, [(0, 0, 0)])


def test_terminal_asks_a_fixed_number_of_questions(
    staff_client, planned_run, django_assert_max_num_queries
):
    press(staff_client, f"start:{planned_run.number}")
    for number in range(8):
        press(staff_client, f"rework:{planned_run.number}:size")
        make_custom_order(reference=f"2026-{number}")
    form_all_runs(now=NOW)

    with django_assert_max_num_queries(16):
        staff_client.get("/floor/paint/")
