"""The parts whose shelves the demo keeps: what lies there, and how it is bought.

Enough for hundreds of orders; bells and gift boxes are below their safety stock, so that the
materials page has something to suggest.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Shelf:
    """A counted part; quantities are in the part's unit."""

    part: str
    on_hand: str
    supplier: str
    lead_time_days: int = 7
    safety_stock: str = "0"
    order_multiple: str = "1"

    @property
    def terms(self) -> dict[str, object]:
        return {
            "supplier": self.supplier,
            "lead_time_days": self.lead_time_days,
            "safety_stock": Decimal(self.safety_stock),
            "order_multiple": Decimal(self.order_multiple),
        }


SHELVES = [
    Shelf("tubes-steel", "2400", "Reyn Tubes", 14, "200", "50"),
    Shelf("tubes-aluminium", "1800", "Reyn Tubes", 14, "150", "50"),
    Shelf("powder", "900", "Colourdust", 5, "60", "20"),
    Shelf("tyre", "6000", "Vredestad", 10, "400", "100"),
    Shelf("bell", "35", "Klingel & Sons", 6, "60", "50"),
    Shelf("bicycle-box", "2500", "Karton Nord", 4, "200", "250"),
    Shelf("yarn-cotton", "4000", "Spinnerei Lech", 21, "300", "100"),
    Shelf("yarn-linen", "1500", "Spinnerei Lech", 28, "120", "50"),
    Shelf("gift-box", "48", "Karton Nord", 4, "120", "100"),
    Shelf("shipping-bag", "9000", "Karton Nord", 4, "600", "1000"),
    Shelf("leather", "90000", "Gerberei Eck", 18, "4000", "500"),
    Shelf("canvas", "40000", "Tuchhaus", 9, "2000", "500"),
    Shelf("shoe-box", "3000", "Karton Nord", 4, "200", "250"),
    Shelf("beech-frame", "600000", "Holz Amsel", 12, "20000", "5000"),
    Shelf("leg-oak", "6000", "Holz Amsel", 12, "400", "100"),
    Shelf("ceramic-ink", "60000", "Colourdust", 5, "3000", "500"),
    Shelf("leaf-black", "3000", "Teehof", 40, "250", "25"),
    Shelf("tea-tin", "9000", "Karton Nord", 9, "800", "500"),
    Shelf("beech-block", "12000", "Holz Amsel", 12, "900", "500"),
    Shelf("phone-battery", "5000", "Zellwerk", 30, "400", "100"),
]
