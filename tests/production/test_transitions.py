import pytest

from foundation.errors import Conflict
from production.models import Operation, Run, WorkOrder
from production.services.run_formation import form_all_runs
from production.transitions import (
    MOVES,
    OPERATION_MOVES,
    RUN_MOVES,
    WORK_ORDER_MOVES,
    move,
    move_all,
)
from tests.factories.production import NOW, make_centre, make_custom_order, make_step


@pytest.mark.parametrize(
    ("statuses", "moves"),
    [
        (Run.Status, RUN_MOVES),
        (Operation.Status, OPERATION_MOVES),
        (WorkOrder.Status, WORK_ORDER_MOVES),
    ],
)
def test_every_status_has_its_moves(statuses, moves):
    assert set(moves) == set(statuses.values)
    assert set().union(*moves.values()) <= set(statuses.values)


@pytest.mark.parametrize(
    ("model", "ends"),
    [
        (Run, {"completed", "dissolved"}),
        (Operation, {"done", "cancelled"}),
        (WorkOrder, {"finished", "cancelled"}),
    ],
)
def test_what_is_over_never_moves_again(model, ends):
    assert {status for status, targets in MOVES[model].items() if not targets} == ends


@pytest.fixture
def open_run(db):
    make_step(make_centre(), 1)
    make_custom_order()
    form_all_runs(now=NOW)
    return Run.objects.get()


def test_move_that_the_table_does_not_allow_is_refused(open_run):
    with pytest.raises(Conflict) as refusal:
        move(open_run, Run.Status.RUNNING)

    assert (refusal.value.code, Run.objects.get().status) == ("move_not_allowed", "open")


def test_move_of_a_row_that_somebody_else_moved_is_refused(open_run):
    Run.objects.update(status=Run.Status.DISSOLVED)

    with pytest.raises(Conflict):
        move(open_run, Run.Status.DISSOLVED)


def test_move_of_many_refuses_what_the_table_does_not_allow(open_run):
    with pytest.raises(ValueError, match="done never becomes waiting"):
        move_all(Operation.objects.all(), from_status="done", to="waiting")
