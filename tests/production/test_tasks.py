"""Each task is one service call and safe to run twice."""

import pytest
import time_machine

from production.models import PlanVersion, Run, RunMember, WorkOrder
from production.tasks import form_runs, plan_runs, replenish_stock_lines
from tests.factories.production import NOW, make_centre, make_step, make_stock_line, make_variant

pytestmark = pytest.mark.django_db


def test_tasks_run_twice_change_nothing_the_second_time():
    make_step(make_centre(), 1)
    make_variant()
    make_stock_line()

    with time_machine.travel(NOW, tick=False):
        for task in (replenish_stock_lines, form_runs, plan_runs):
            task()
            task()

    assert WorkOrder.objects.count() == 1
    assert RunMember.objects.count() == 4
    assert set(Run.objects.values_list("status", flat=True)) == {"open"}
    assert PlanVersion.objects.count() == 1
