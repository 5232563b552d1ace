"""A small shop with its factory, things in a cart, and placed orders."""

from dataclasses import dataclass
from datetime import datetime

from catalog.models import Revision
from configurator.models import Configuration
from configurator.services.configurations import start_configuration
from foundation.models import Account, Event
from foundation.services.accounts import create_account, issue_api_key
from foundation.services.outbox import deliver_due
from orders.models import Order
from orders.services import carts
from orders.services.buyers import Buyer, ContactDetails, Placement
from orders.services.placement import place_order
from orders.services.requested_lines import ChoicesLine, RequestedLine, StockLine
from orders.visitors import Visitor, digest_of
from production.models import WorkCentre
from production.services.stock import count_stock
from tests.factories.catalog import NOW, published_bicycle
from tests.factories.production import make_centre, make_step

STEEL = {"frame": "steel", "fork": "steel", "tyres": "slick", "rider": 178}
# 1,490.00 for the bicycle and 178 cm at 12.5 cents each.
STEEL_MINOR = 149_000 + 2_225
READY_MINOR = 152_000
ADA = ContactDetails(
    name="Ada Lindqvist",
    email="ada@example.org",
    street="Weberstraße 14",
    postcode="04107",
    town="Leipzig",
    country="DE",
)


@dataclass(frozen=True)
class Shop:
    """The bicycle on sale, one line that paints it, and ready bicycles on the shelf."""

    revision: Revision
    centre: WorkCentre


def make_shop(*, on_hand: int = 5, now: datetime = NOW) -> Shop:
    revision = published_bicycle(now)
    centre = make_centre("paint")
    make_step(centre, family_key=["frame"], name={"en": "Painting"})
    count_stock(sku="BIKE-1", on_hand=on_hand, reference="opening", now=now)
    return Shop(revision, centre)


def make_account(name: str = "Ada Lindqvist", email: str = "ada@example.org") -> Account:
    return create_account(name=name, email=email)


def make_key(account: Account, *scopes: str) -> str:
    return issue_api_key(account=account, name="test", scopes=scopes or ("orders",))


def make_visitor(key: str = "browser-1") -> Visitor:
    return Visitor(session_digest=digest_of(key))


def make_configuration(
    account: Account | None = None, now: datetime = NOW, **choices: object
) -> Configuration:
    return start_configuration(product_code="bicycle", choices=choices, account=account, now=now)


def bicycle_line(quantity: int = 1, **choices: object) -> ChoicesLine:
    return ChoicesLine("bicycle", {**STEEL, **choices}, quantity)


def ready_line(quantity: int = 1) -> StockLine:
    return StockLine("BIKE-1", quantity)


def place(
    *lines: RequestedLine,
    account: Account | None = None,
    key: str = "key-1",
    now: datetime = NOW,
    **changes: object,
) -> Placement:
    """Place an order of one steel bicycle, or of these lines, by a guest or an account."""
    buyer = Buyer(account=account, session_digest="" if account else digest_of("browser-1"))
    values = {
        "lines": lines or (bicycle_line(),),
        "contact": ADA,
        "buyer": buyer,
        "idempotency_key": key,
        "if_total": None,
        "now": now,
    }
    return place_order(**{**values, **changes})


def make_order(*lines: RequestedLine, **changes: object) -> Order:
    return place(*lines, **changes).order


def fill_cart(visitor: Visitor, *, bicycles: int = 1, ready: int = 0, now: datetime = NOW) -> None:
    """Put steel bicycles and ready ones into the visitor's cart."""
    if bicycles:
        carts.add_configuration(
            visitor=visitor,
            configuration=make_configuration(),
            quantity=bicycles,
            if_unit=None,
            now=now,
        )
    if ready:
        carts.add_variant(visitor=visitor, sku="BIKE-1", quantity=ready, if_unit=None, now=now)


def tell(name: str, order: Order, now: datetime = NOW, **payload: object) -> Event:
    """An event of the factory about the order's first line, not delivered to anybody."""
    line = order.lines.first()
    facts = {
        "run": 42,
        "operation": {"en": "Painting"},
        "work_centre": "paint",
        "work_order": line.work_order_id,
        "quantity": line.quantity,
    }
    return Event.objects.create(
        name=name, reference=order.number, payload={**facts, **payload}, happened_at=now
    )


def deliver_all(now: datetime) -> None:
    """Deliver the outbox until nothing is due: handlers may record events of their own."""
    while deliver_due(now=now):
        pass
