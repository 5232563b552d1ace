"""Bought parts: what lies there, what is on its way, and which lots wait for it."""

from collections.abc import Callable

from production.planner.simulation.disruptions import delivery_days
from production.planner.simulation.ledger import Account, Cost, Element, Ledger
from production.planner.simulation.values import DAY_MIN, START_MIN, Part, Parts, Settings

THOUSAND = 1000
Schedule = Callable[[int, Callable[[int, tuple[int, int]], None], tuple[int, int]], None]


class Materials:
    """Every part is ordered up to a level each day; the level covers delivery and chance.

    Parameters
    ----------
    parts, settings, ledger
        What is bought, how long it takes, and where it is booked.
    use_per_day
        Thousandths of a unit a day that are expected to be used up, by part.
    largest_use
        The most that one lot takes of a part: the level is never lower.
    schedule
        Puts a delivery into the simulation's future.
    """

    def __init__(
        self,
        parts: tuple[Part, ...],
        settings: Settings,
        ledger: Ledger,
        use_per_day: dict[int, float],
        largest_use: dict[int, int],
        schedule: Schedule,
    ) -> None:
        self._parts, self._settings, self._ledger = parts, settings, ledger
        self._schedule = schedule
        assumed = settings.assumptions
        exposed = assumed.material_lead_days + 1
        self._level = {
            part: round(
                use * exposed + assumed.service_z * (use * exposed * largest_use[part]) ** 0.5
            )
            + largest_use[part]
            for part, use in use_per_day.items()
        }
        self._on_hand = dict.fromkeys(self._level, 0)
        self._value = dict.fromkeys(self._level, 0)
        self._coming = dict.fromkeys(self._level, 0)
        self._wanted = dict.fromkeys(self._level, 0)

    def open(self, now: int) -> None:
        """Fill every part up to its level before anything is made."""
        for part, level in self._level.items():
            self._receive(now, part, level)

    def can_issue(self, parts: Parts, pieces: int) -> bool:
        return all(self._on_hand[part] >= each * pieces for part, each in parts)

    def want(self, parts: Parts, pieces: int, sign: int) -> None:
        """Remember (or with -1 forget) what a waiting lot needs, so that it is ordered."""
        for part, each in parts:
            self._wanted[part] += sign * each * pieces

    def issue(self, now: int, product: int, parts: Parts, pieces: int) -> Cost:
        """Take a lot's parts at their average cost; the last of a part takes its last cent."""
        cost = 0
        for part, each in parts:
            quantity = each * pieces
            minor = self._value[part] * quantity // self._on_hand[part] if quantity else 0
            self._on_hand[part] -= quantity
            self._value[part] -= minor
            cost += minor
        self._ledger.move(
            now, Account.MATERIALS, Account.IN_PROCESS, Element.MATERIAL, product, cost
        )
        return Cost(material=cost)

    def review(self, now: int) -> None:
        """Order what is missing to each part's level; lots that wait count as used."""
        day = (now - START_MIN) // DAY_MIN
        for part, level in self._level.items():
            missing = level + self._wanted[part] - self._on_hand[part] - self._coming[part]
            if missing > 0:
                self._coming[part] += missing
                days = delivery_days(
                    self._settings.seed, self._parts[part].code, day, self._settings.assumptions
                )
                self._schedule(now + days * DAY_MIN, self._deliver, (part, missing))

    @property
    def value_minor(self) -> int:
        """What the parts on hand have cost, counted part by part."""
        return sum(self._value.values())

    def _deliver(self, now: int, delivery: tuple[int, int]) -> None:
        part, quantity = delivery
        self._coming[part] -= quantity
        self._receive(now, part, quantity)

    def _receive(self, now: int, part: int, quantity: int) -> None:
        minor = (self._parts[part].cost_minor * quantity + THOUSAND // 2) // THOUSAND
        self._on_hand[part] += quantity
        self._value[part] += minor
        self._ledger.move(now, Account.PAID, Account.MATERIALS, Element.MATERIAL, -1, minor)
