"""Finished goods: layers of stock, first in first out, each with what it cost."""

from collections import deque
from dataclasses import dataclass, field

from production.planner.simulation.ledger import Cost


@dataclass(slots=True)
class Layer:
    """Pieces that came to the shelf together."""

    pieces: int
    cost: Cost


@dataclass(slots=True)
class Shelf:
    """The pieces of one design that wait for a customer."""

    layers: deque[Layer] = field(default_factory=deque)
    on_hand: int = 0

    def put(self, pieces: int, cost: Cost) -> None:
        if pieces:
            self.layers.append(Layer(pieces, cost))
            self.on_hand += pieces

    def take(self, pieces: int) -> Cost:
        """Take the oldest pieces and return what they cost, exact over all takes.

        Raises
        ------
        ValueError
            When there are fewer.
        """
        if pieces > self.on_hand:
            raise ValueError(f"{pieces} pieces wanted, {self.on_hand} on the shelf")
        self.on_hand -= pieces
        cost = Cost()
        while pieces:
            layer = self.layers[0]
            taken = min(pieces, layer.pieces)
            cost.add(layer.cost.take(taken, layer.pieces))
            layer.pieces -= taken
            pieces -= taken
            if layer.pieces == 0:
                self.layers.popleft()
        return cost

    @property
    def minor(self) -> int:
        """What lies here has cost, counted layer by layer."""
        return sum(layer.cost.minor for layer in self.layers)
