"""Models of groups that nobody has seen, of the kinds and sizes of the known ones; seeded.

Some designs are planted: every rule that is drawn keeps them all, so that every option stays
possible however many rules there are. Rules tie groups that stand close together.
"""

import itertools
import random
from collections.abc import Callable, Mapping, Sequence
from math import prod
from typing import Any

from benchmarks.models import GroupModel

Pick = tuple[int, int]
Rule = Mapping[str, Any]

# Options of a group of the dense model, before they are scaled.
SHAPES = (2, 2, 2, 3, 4, 4, 5, 5, 5, 6, 8, 10, 12, 16, 24)
MEASURES = {"power": (16, 5), "weight": (40, 10), "length": (40, 10)}


def dense_model(seed: int, groups: int = 100, rules: int = 3000) -> GroupModel:
    """Return about 50 options a group and rules of all kinds that leave little of them."""
    dice = random.Random(seed)
    sizes = [round(6.4 * dice.choice(SHAPES)) for _ in range(groups)]
    garden = _Garden(dice, sizes, designs=2 * max(sizes), reach=max(2, groups // 8))
    shares: dict[Callable[[], Rule | None], float] = {
        garden.exclusion: 0.395,
        garden.requirement: 0.324,
        garden.sparse_table: 0.15,
        garden.triple: 0.127,
        garden.budget: 0.004,
    }
    found = [rule for draw, share in shares.items() for rule in _drawn(draw, round(rules * share))]
    return GroupModel(tuple(garden.groups), tuple(found))


def table_model(seed: int, groups: int = 100, tables: int = 111, rows: int = 112_680) -> GroupModel:
    """Return small groups under large tables, each the union of a few boxes of options."""
    dice = random.Random(seed)
    sizes = [dice.choice((2, 3, 4, 6, 8, 12)) for _ in range(groups)]
    garden = _Garden(dice, sizes, designs=24, reach=5)
    left, found = rows, []
    for number in range(tables):
        found.append(garden.box_table(left // (tables - number)))
        left -= len(found[-1]["tuples"])
    return GroupModel(tuple(garden.groups), tuple(found))


def _drawn(draw: Callable[[], Rule | None], many: int) -> list[Rule]:
    found: list[Rule] = []
    while len(found) < many:
        rule = draw()
        if rule is not None:
            found.append(rule)
    return found


class _Garden:
    """Groups, the designs planted in them, and rules that keep these."""

    def __init__(self, dice: random.Random, sizes: Sequence[int], designs: int, reach: int) -> None:
        self._dice, self._sizes, self._reach = dice, sizes, reach
        columns = [[n % size for n in range(designs)] for size in sizes]
        for column in columns:
            dice.shuffle(column)
        self._designs = list(zip(*columns, strict=True))
        self.groups = [
            {"name": f"g{group}", "options": [self._option(group, o) for o in range(size)]}
            for group, size in enumerate(sizes)
        ]

    def exclusion(self) -> Rule | None:
        one, other = map(self._pick, self._near(2))
        return {"kind": "excludes", "a": one, "b": other} if self._is_new([one, other]) else None

    def triple(self) -> Rule | None:
        picks = [self._pick(group) for group in self._near(3)]
        return (
            {"kind": "formula", "cnf": [[(p, -1) for p in picks]]} if self._is_new(picks) else None
        )

    def requirement(self) -> Rule | None:
        group, other = self._near(2)
        chosen, size = self._pick(group), self._sizes[other]
        wanted = {d[other] for d in self._designs if d[group] == chosen[1]}
        wanted |= {self._dice.randrange(size) for _ in range(self._dice.randint(1, size // 3 + 1))}
        if len(wanted) == size:
            return None
        return {"kind": "requires", "if": chosen, "any": [(other, o) for o in sorted(wanted)]}

    def sparse_table(self) -> Rule:
        is_triple = self._dice.random() < 0.09
        scope = self._near(3 if is_triple else 2)
        rows = int(self._cells(scope) * (0.005 if is_triple else self._dice.random() / 4))
        found = self._planted(scope)
        for _ in range(rows):
            found.add(tuple(self._dice.randrange(self._sizes[group]) for group in scope))
        return {"kind": "table", "groups": scope, "tuples": sorted(found)}

    def box_table(self, rows: int) -> Rule:
        """Draw a table of so many rows, or as many as its groups can have."""
        scopes = [self._near(self._dice.randint(2, 5)) for _ in range(40)]
        roomy = [scope for scope in scopes if self._cells(scope) > 1.3 * rows]
        scope = min(roomy, key=self._cells) if roomy else max(scopes, key=self._cells)
        most = min(rows, 9 * self._cells(scope) // 10)
        found = self._planted(scope)
        while len(found) < most:
            for row in itertools.islice(itertools.product(*map(self._some, scope)), most):
                if len(found) < most:
                    found.add(row)
        return {"kind": "table", "groups": scope, "tuples": sorted(found)}

    def budget(self) -> Rule:
        scope = self._near(self._dice.randint(4, 8))
        measure = self._dice.choice(list(MEASURES))
        most = max(
            sum(self.groups[group]["options"][design[group]][measure] for group in scope)
            for design in self._designs
        )
        terms = [(1, group, measure) for group in scope]
        return {"kind": "linear", "terms": terms, "op": "<=", "rhs": most}

    def _planted(self, scope: Sequence[int]) -> set[tuple[int, ...]]:
        return {tuple(design[group] for group in scope) for design in self._designs}

    def _some(self, group: int) -> list[int]:
        size = self._sizes[group]
        return self._dice.sample(range(size), max(1, round(size * self._dice.uniform(0.1, 0.6))))

    def _option(self, group: int, option: int) -> dict[str, Any]:
        measures = {
            name: self._dice.randrange(steps) * step for name, (steps, step) in MEASURES.items()
        }
        return {"name": f"g{group}o{option}", "price": self._dice.randrange(10, 900), **measures}

    def _near(self, many: int) -> list[int]:
        first = self._dice.randrange(len(self._sizes) - self._reach)
        return self._dice.sample(range(first, first + self._reach + 1), many)

    def _pick(self, group: int) -> Pick:
        return group, self._dice.randrange(self._sizes[group])

    def _is_new(self, picks: Sequence[Pick]) -> bool:
        """Whether no planted design has all of some options."""
        return not any(all(d[group] == o for group, o in picks) for d in self._designs)

    def _cells(self, scope: Sequence[int]) -> int:
        return prod(self._sizes[group] for group in scope)
