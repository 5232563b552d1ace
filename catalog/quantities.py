"""How many pieces of one design go in one line."""

from django.utils.translation import gettext as _

from foundation.errors import InvalidInput

MAX_QUANTITY = 1000


def check_quantity(quantity: object) -> int:
    """Return a whole number from 1 to the most one line may have; refuse anything else."""
    if (
        not isinstance(quantity, int)
        or isinstance(quantity, bool)
        or not 1 <= quantity <= MAX_QUANTITY
    ):
        advice = _("Send a whole number from 1 to %(most)s.") % {"most": MAX_QUANTITY}
        raise InvalidInput(
            _("The quantity must be a whole number from 1 to %(most)s.") % {"most": MAX_QUANTITY},
            code="invalid_quantity",
            errors=[{"pointer": "/quantity", "detail": advice}],
        )
    return quantity
