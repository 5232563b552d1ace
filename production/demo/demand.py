"""How the demo's customers buy: the sizes of orders, the season, and what a piece weighs.

How often each product is ordered is not written down: every product takes in the same money on
an average day, so an article at a tenth of the price is ordered ten times as often.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Demand:
    """The largest order in pieces, the weight of a packed piece, the height of the season."""

    most_pieces: int = 1
    grams: int = 0
    season_height: float = 1.0


DEMAND: dict[str, Demand] = {
    "bicycle": Demand(1, 14_500),
    "sofa": Demand(1, 62_000),
    "computer": Demand(1, 12_000),
    "shoe": Demand(1, 1_200),
    "towel": Demand(3, 300),
    "shirt": Demand(2, 280),
    "mug": Demand(2, 420),
    "plain-towel": Demand(4, 280),
    "tea": Demand(3, 180),
    # Toys: what eleven months built is sold in one.
    "train": Demand(2, 900, season_height=4.0),
    "phone": Demand(1, 350),
    "car": Demand(1, 980_000),
    "own-car": Demand(1, 980_000),
}
