"""A worker killed with -9 at a named line loses nothing and doubles nothing."""

import os
import signal
import subprocess
import sys

import pytest

from foundation.models import Event
from production.laws import violations
from production.models import Operation, PlanVersion, Run, RunMember
from production.services.planning import plan_factory
from production.services.run_formation import form_all_runs
from tests.factories.production import (
    NOW,
    make_centre,
    make_custom_order,
    make_step,
)

pytestmark = pytest.mark.django_db(transaction=True)
WORK = """
import django
django.setup()
from tests.factories.production import make_planned_factory
make_planned_factory()
"""


@pytest.fixture
def work_until(services, settings):
    """Form and plan in a process of its own that a fault kills."""

    def work(fault: str) -> int:
        database_url = services.postgres.url(settings.DATABASES["default"]["NAME"])
        environment = {
            **os.environ,
            "DATABASE_URL": database_url,
            "TAILORLINE_FAULT": fault,
            "PYTHONPATH": str(settings.BASE_DIR),
        }
        return subprocess.run([sys.executable, "-c", WORK], env=environment).returncode

    return work


@pytest.mark.parametrize(
    "fault", ["form_runs.between_writes", "form_runs.before_commit", "plan_runs.before_commit"]
)
def test_next_worker_finishes_what_the_killed_one_began(work_until, fault):
    make_step(make_centre("paint"), 1)
    make_step(make_centre("assembly", flow_position=20), 2)
    for reference in ("A", "B", "C"):
        make_custom_order("blue" if reference == "A" else "green", reference=reference)

    assert work_until(fault) == -signal.SIGKILL
    form_all_runs(now=NOW)
    plan_factory(now=NOW)

    assert RunMember.objects.filter(is_active=True).count() == Operation.objects.count() == 6
    assert Event.objects.filter(name="production.operation_joined").count() == 6
    assert Run.objects.filter(planned_start=None).count() == 0
    assert PlanVersion.objects.filter(status="active").count() == 1
    assert violations(NOW) == {law: [] for law in violations(NOW)}
