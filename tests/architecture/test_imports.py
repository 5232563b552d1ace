import subprocess
import sys

from django.apps import apps
from django.db.models import ForeignKey

from tests.architecture.sources import ROOMS, ROOT


def test_import_contracts_hold():
    line = [sys.executable, "-m", "tests.architecture.contracts"]

    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout
    assert "4 kept, 0 broken" in done.stdout


def links_between_rooms() -> list[ForeignKey]:
    """Return every foreign key of ours that points into another of our apps."""
    return [
        field
        for model in apps.get_models()
        if model._meta.app_label in ROOMS and not model.__name__.startswith("Historical")
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
        and field.related_model._meta.app_label in ROOMS
        and field.related_model._meta.app_label != model._meta.app_label
    ]


def test_foreign_keys_point_down():
    upward = [
        str(field)
        for field in links_between_rooms()
        if ROOMS.index(field.related_model._meta.app_label)
        > ROOMS.index(field.model._meta.app_label)
    ]

    assert upward == []


def test_foreign_keys_between_rooms_leave_no_way_back():
    with_way_back = [str(f) for f in links_between_rooms() if not f.remote_field.hidden]

    assert len(links_between_rooms()) > 3
    assert with_way_back == []
