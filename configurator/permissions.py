"""Who may see what customers taught."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from foundation.errors import NotPermitted

Person = AbstractBaseUser | AnonymousUser


def can_see_learned(user: Person) -> bool:
    """Say whether a person may see what customers chose and what stopped them."""
    return bool(user.is_active and getattr(user, "is_staff", False))


def check_see_learned(user: Person) -> None:
    if not can_see_learned(user):
        raise NotPermitted("What customers chose is for staff.", code="not_permitted")
