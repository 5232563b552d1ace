"""A held seat becomes a member also after its run has closed, as long as it has not started."""

from django.db import migrations
from django.db.migrations.operations import RunPython

from foundation.triggers import refuse_when

MEMBER = "production_runmember"
NO_OPEN_SEAT = (
    "NOT EXISTS (SELECT 1 FROM production_run AS run, production_operation AS operation "
    "WHERE run.number = NEW.run_id AND operation.id = NEW.operation_id AND run.status = 'open' "
    "AND run.family = operation.family AND run.work_centre_id = operation.work_centre_id "
    "AND run.flow_round = operation.flow_round)"
)
NO_OPEN_OR_HELD_SEAT = NO_OPEN_SEAT.replace(
    "run.status = 'open'",
    "(run.status = 'open' OR "
    "(run.status IN ('closed', 'planned', 'released') AND run.held_min > 0))",
)
BEFORE = refuse_when(
    MEMBER,
    "INSERT",
    name="production_member_fits_its_run",
    condition=NO_OPEN_SEAT,
    message="a member joins an open run of its own family",
)


class Migration(migrations.Migration):
    dependencies = [("production", "0008_replanning_and_alternatives")]

    operations = [
        RunPython(BEFORE.reverse_code, BEFORE.code),
        refuse_when(
            MEMBER,
            "INSERT",
            name="production_member_has_a_seat",
            condition=NO_OPEN_OR_HELD_SEAT,
            message="a member joins an open run of its own family, or takes its held seat",
        ),
    ]
