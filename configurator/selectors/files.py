"""Pictures that customers uploaded."""

import re

from catalog.models import CustomerFile
from foundation.errors import NotFound

IDENTITY = re.compile(r"[0-9a-f]{32}")


def is_there(id: str) -> bool:  # noqa: A002 - the word of the API
    """Say whether a file of this id was uploaded and is neither gone nor erased."""
    if not IDENTITY.fullmatch(id):
        return False
    return CustomerFile.objects.filter(pk=id, erased_at=None).exists()


def customer_file(id: str) -> CustomerFile:  # noqa: A002
    """Return a file to whoever knows its id.

    Raises
    ------
    NotFound
        Also for one that was erased.
    """
    found = None
    if IDENTITY.fullmatch(id):
        found = CustomerFile.objects.filter(pk=id, erased_at=None).first()
    if found is None:
        raise NotFound("There is no such file.", code="not_found")
    return found
