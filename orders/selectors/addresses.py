"""Find the addresses that an account keeps."""

from django.utils.translation import gettext as _

from foundation.errors import NotFound
from orders.models import SavedAddress
from orders.visitors import Visitor


def addresses_of(visitor: Visitor) -> list[SavedAddress]:
    """Return the visitor's kept addresses, the one used last first; guests keep none."""
    if visitor.account is None:
        return []
    return list(SavedAddress.objects.filter(account=visitor.account))


def address_of(visitor: Visitor, address_id: int) -> SavedAddress:
    found = next((each for each in addresses_of(visitor) if each.pk == address_id), None)
    if found is None:
        raise NotFound(_("This address is not kept here."), code="address_not_found")
    return found
