"""What one design costs to make, straight from its bill and routing: no simulation."""

from dataclasses import dataclass

from production.planner.lot_sizing.single_item import economic_order_quantity
from production.planner.simulation.materials import THOUSAND
from production.planner.simulation.values import CentreFacts, Design, Scenario

HOUR_MIN = 60


@dataclass(frozen=True, slots=True)
class LotCost:
    """Minor units: of a piece (material, labour), of setting up a lot, of keeping a piece a year."""

    material: float
    labour: float
    setup: float
    holding_per_year: float

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        design: Design,
        holding_share_per_year: float,
        pieces: int = 1,
    ) -> "LotCost":
        """Work out a design's costs in lots of so many; the fixed minutes of a lot are set-up."""
        material = sum(
            scenario.parts[part].cost_minor * quantity / THOUSAND for part, quantity in design.parts
        )
        labour = setup = 0.0
        for step in design.steps_for(pieces):
            facts = scenario.centres[step.centre]
            rate = facts.rate_minor_per_hour / HOUR_MIN
            most = facts.policy.max_pieces
            if facts.policy.treats_all_at_once and most:
                # A full oven; its fixed minutes are shared by what fits in.
                labour += rate * step.minutes(most) / most
            else:
                labour += rate * step.minutes_per_piece
                setup += rate * step.minutes_fixed
            setup += rate * typical_changeover_min(facts)
        keep = holding_share_per_year * (material + labour)
        return cls(material, labour, setup, keep)

    @property
    def piece(self) -> float:
        """What one more piece costs."""
        return self.material + self.labour

    def economic_quantity(self, pieces_per_year: float) -> int:
        """Return the lot with the least cost of setting up and keeping, in whole pieces."""
        if pieces_per_year <= 0 or self.setup <= 0 or self.holding_per_year <= 0:
            return 1
        lot = economic_order_quantity(pieces_per_year, self.setup, self.holding_per_year)
        return max(1, round(lot))


def typical_changeover_min(facts: CentreFacts) -> int:
    """Return the minutes from one family to an unlike one: the default, else the longest rule."""
    if facts.centre.default_changeover_min is not None:
        return facts.centre.default_changeover_min
    return max((rule.minutes for rule in facts.centre.changeovers), default=0)
