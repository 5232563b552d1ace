"""The books of one shop: every cent and every piece is a row; nothing is changed afterwards."""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Account(StrEnum):
    """Where money lies. Paid and earned lie outside; the others are the shop's."""

    PAID = "paid"
    MATERIALS = "materials"
    IN_PROCESS = "in process"
    FINISHED = "finished"
    SOLD = "sold"
    SCRAP = "scrap"
    HOLDING = "holding"
    WRITTEN_OFF = "written off"


class Element(StrEnum):
    """What money was spent on."""

    MATERIAL = "material"
    LABOUR = "labour"
    SETUP = "setup"
    HOLDING = "holding"


class Movement(StrEnum):
    """What happened to pieces. Made = sold + used + scrapped + what is left.

    Only blanks are used: they go on into a design that somebody asked for.
    """

    MADE = "made"
    SOLD = "sold"
    USED = "used"
    SCRAPPED = "scrapped"
    WRITTEN_OFF = "written off"


class MoneyRow(NamedTuple):
    """An amount that moves between accounts, for a product (-1: for all)."""

    minute: int
    source: Account
    target: Account
    element: Element
    product: int
    minor: int


class PieceRow(NamedTuple):
    """Pieces of a design that were made, sold, scrapped or written off."""

    minute: int
    movement: Movement
    design: int
    pieces: int


class Residence(NamedTuple):
    """Pieces that were in process from one minute to another."""

    entered: int
    left: int
    pieces: int


@dataclass(slots=True)
class Cost:
    """What a lot or a layer of stock has cost so far, by element, in minor units."""

    material: int = 0
    labour: int = 0
    setup: int = 0

    @property
    def minor(self) -> int:
        return self.material + self.labour + self.setup

    def take(self, pieces: int, of: int) -> "Cost":
        """Take the share of so many pieces out of this cost; the last take gets the rest."""
        share = Cost(
            self.material * pieces // of, self.labour * pieces // of, self.setup * pieces // of
        )
        self.material -= share.material
        self.labour -= share.labour
        self.setup -= share.setup
        return share

    def add(self, other: "Cost") -> None:
        self.material += other.material
        self.labour += other.labour
        self.setup += other.setup


INVENTORIES = (Account.MATERIALS, Account.IN_PROCESS, Account.FINISHED)


@dataclass(slots=True)
class Ledger:
    """All rows, and the area under each inventory's curve, measured as the rows come."""

    money: list[MoneyRow] = field(default_factory=list)
    pieces: list[PieceRow] = field(default_factory=list)
    residences: list[Residence] = field(default_factory=list)
    _balance: dict[tuple[Account, int], int] = field(default_factory=lambda: defaultdict(int))
    _area: dict[tuple[Account, int], int] = field(default_factory=lambda: defaultdict(int))
    _since: dict[tuple[Account, int], int] = field(default_factory=dict)

    def move(
        self,
        minute: int,
        source: Account,
        target: Account,
        element: Element,
        product: int,
        minor: int,
    ) -> None:
        """Move an amount; nothing is written for nothing."""
        if minor == 0:
            return
        self.money.append(MoneyRow(minute, source, target, element, product, minor))
        if source in INVENTORIES:
            self._change(minute, source, product, -minor)
        if target in INVENTORIES:
            self._change(minute, target, product, minor)

    def move_cost(
        self, minute: int, source: Account, target: Account, product: int, cost: Cost
    ) -> None:
        """Move a cost, one row for each element."""
        self.move(minute, source, target, Element.MATERIAL, product, cost.material)
        self.move(minute, source, target, Element.LABOUR, product, cost.labour)
        self.move(minute, source, target, Element.SETUP, product, cost.setup)

    def count(self, minute: int, movement: Movement, design: int, pieces: int) -> None:
        if pieces:
            self.pieces.append(PieceRow(minute, movement, design, pieces))

    def area(self, account: Account, product: int, until: int) -> int:
        """Return minor units times minutes that lay in an inventory up to a minute."""
        key = (account, product)
        idle = until - self._since.get(key, until)
        return self._area[key] + self._balance[key] * idle

    def _change(self, minute: int, account: Account, product: int, minor: int) -> None:
        # Material is bought for nobody in particular and issued for a product.
        key = (account, -1 if account is Account.MATERIALS else product)
        self._area[key] += self._balance[key] * (minute - self._since.get(key, minute))
        self._since[key] = minute
        self._balance[key] += minor


def share_out(total: int, weights: list[int]) -> list[int]:
    """Share a whole amount by weights, exact: the largest remainders get what is left."""
    whole = sum(weights)
    if whole == 0:
        return [total] + [0] * (len(weights) - 1)
    shares = [total * weight // whole for weight in weights]
    rest = total - sum(shares)
    order = sorted(range(len(weights)), key=lambda at: (-(total * weights[at] % whole), at))
    for at in order[:rest]:
        shares[at] += 1
    return shares
