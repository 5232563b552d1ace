"""What never changes, and laws 2 and 4 on the members of runs, guarded by the database."""

from django.db import migrations

from foundation.triggers import forbid, refuse_when

MEMBER = "production_runmember"
STARTED = (
    "EXISTS (SELECT 1 FROM production_run WHERE number = OLD.run_id "
    "AND status IN ('running', 'completing', 'completed'))"
)
SEAT_CHANGED = (
    "(OLD.run_id <> NEW.run_id OR OLD.operation_id <> NEW.operation_id "
    "OR OLD.position <> NEW.position OR OLD.is_active <> NEW.is_active)"
)
NO_SUCH_SEAT = (
    "NOT EXISTS (SELECT 1 FROM production_run AS run, production_operation AS operation "
    "WHERE run.number = NEW.run_id AND operation.id = NEW.operation_id AND run.status = 'open' "
    "AND run.family = operation.family AND run.work_centre_id = operation.work_centre_id "
    "AND run.flow_round = operation.flow_round)"
)


class Migration(migrations.Migration):
    dependencies = [("production", "0001_initial")]

    operations = [
        forbid("production_ledgerentry"),
        forbid("production_runpolicy", acts=("UPDATE",)),
        forbid(
            "production_workorder",
            acts=("UPDATE",),
            columns=("kind", "reference", "snapshot", "product_code", "sku", "quantity"),
        ),
        forbid(
            "production_operation",
            acts=("UPDATE",),
            columns=("lot_id", "position", "work_centre_id", "family", "flow_round"),
        ),
        forbid(
            "production_run",
            acts=("UPDATE",),
            columns=("work_centre_id", "policy_id", "family", "flow_round"),
        ),
        refuse_when(
            MEMBER,
            "INSERT",
            name="production_member_fits_its_run",
            condition=NO_SUCH_SEAT,
            message="a member joins an open run of its own family",
        ),
        refuse_when(
            MEMBER,
            "UPDATE",
            name="production_member_stays_once_started",
            condition=f"{SEAT_CHANGED} AND {STARTED}",
            message="no member enters, leaves or moves once its run has started",
        ),
        refuse_when(
            MEMBER,
            "DELETE",
            name="production_member_is_kept_once_started",
            condition=STARTED,
            message="no member enters, leaves or moves once its run has started",
        ),
    ]
