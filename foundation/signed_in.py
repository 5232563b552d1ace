"""The account of who signed in to the pages."""

from django.http import HttpRequest

from foundation.models import Account


def signed_in_account(request: HttpRequest) -> Account | None:
    """Return the visitor's account, None for who has none; a request reads it once."""
    return getattr(request.user, "account", None)
