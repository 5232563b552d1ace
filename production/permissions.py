"""Who may look at the factory and work on the floor."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from foundation.errors import NotPermitted
from production.models import Run

Person = AbstractBaseUser | AnonymousUser


def can_work_floor(user: Person, run: Run | None = None) -> bool:
    """Say whether a person may start, count, finish and close runs."""
    return bool(user.is_active and getattr(user, "is_staff", False))


def check_work_floor(user: Person, run: Run | None = None) -> None:
    if not can_work_floor(user, run):
        raise NotPermitted("The shop floor is for staff.", code="not_permitted")


def can_see_factory(user: Person, run: Run | None = None) -> bool:
    """Say whether a person may look at runs, plans and stock."""
    return can_work_floor(user, run)


def check_see_factory(user: Person, run: Run | None = None) -> None:
    if not can_see_factory(user, run):
        raise NotPermitted("The factory pages are for staff.", code="not_permitted")
