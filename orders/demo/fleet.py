"""A car-sharing fleet's order of cars, so that the assembly line has mixed cars from the start."""

from datetime import datetime

from foundation.models import Account
from foundation.services.accounts import create_account
from orders.services.buyers import Buyer, ContactDetails
from orders.services.placement import place_order
from orders.services.requested_lines import ChoicesLine

PRODUCT = "own-car"
NAME, EMAIL = "Stadtflitzer car sharing", "fleet@example.com"
KEY = "demo fleet"
# In the order in which they were asked for: as they come, options and colours clash.
CARS = [
    ("tour", "anthracite", ["sun-roof", "tow-bar"]),
    ("tour", "cloud", ["sun-roof", "heat-pump"]),
    ("city", "anthracite", ["heat-pump"]),
    ("tour", "anthracite", ["tow-bar", "heat-pump"]),
    ("city", "poppy", ["sun-roof"]),
    ("cargo", "cloud", ["tow-bar"]),
    ("city", "poppy", ["sun-roof", "tow-bar"]),
    ("city", "lagoon", ["heat-pump"]),
    ("tour", "poppy", ["heat-pump"]),
    ("city", "cloud", ["sun-roof"]),
    ("cargo", "lagoon", ["tow-bar", "heat-pump"]),
    ("tour", "lagoon", ["tow-bar"]),
    ("city", "anthracite", []),
    ("city", "lagoon", ["sun-roof"]),
]


def order_fleet(*, now: datetime) -> None:
    """Order the cars once; done again, it changes nothing."""
    account = Account.objects.filter(email=EMAIL).first() or create_account(name=NAME, email=EMAIL)
    place_order(
        lines=[
            ChoicesLine(
                PRODUCT,
                {"trim": trim, "colour": colour, "extras": dict.fromkeys(extras, 1)},
                1,
            )
            for trim, colour, extras in CARS
        ],
        contact=ContactDetails(NAME, EMAIL),
        buyer=Buyer(account=account),
        idempotency_key=KEY,
        if_total=None,
        now=now,
    )
