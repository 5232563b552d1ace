"""The demo's second price list: customers of the trade pay less, and less still for many."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from catalog.demo.wording import WORDING
from catalog.demo.writing import europe
from catalog.models import PriceList, Product
from catalog.services.drafts import write_prices
from catalog.services.price_lists import publish_price_list
from foundation.models import CustomerGroup

DISCOUNT = Decimal("0.15")
MUG_TIERS = [{"from": 10, "base": 1_040}, {"from": 50, "base": 920}, {"from": 200, "base": 850}]


def load_trade_prices(*, actor: Any, now: datetime) -> None:
    """Make and publish the trade's list where there is none; one that is there stays as it is."""
    if PriceList.objects.filter(code="trade").exists():
        return
    base = europe()
    group, _ = CustomerGroup.objects.get_or_create(code="trade", defaults={"name": "Trade"})
    trade = PriceList.objects.create(
        code="trade",
        name=WORDING.said("Trade"),
        currency=base.currency,
        tax_rate=base.tax_rate,
        is_gross=base.is_gross,
        customer_group=group,
        based_on=base,
        discount=DISCOUNT,
    )
    mug = Product.objects.filter(code="mug").first()
    if mug is not None:
        write_prices(trade, mug, {"base": 1_190, "tiers": MUG_TIERS})
    publish_price_list(trade, actor=actor, now=now)
