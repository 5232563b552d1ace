"""OR-Tools CP-SAT with one worker: the cheapest completion of a model of groups."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from ortools.sat.python import cp_model


class PricedGroups(Protocol):
    @property
    def rules(self) -> tuple[Mapping[str, Any], ...]: ...

    @property
    def sizes(self) -> list[int]: ...

    def prices(self, group: int) -> list[int]: ...

    def weights(self, group: int, attribute: str) -> list[int]: ...


class CheapestCompletion:
    """The model built once; each question is a copy of it with the decisions fixed."""

    def __init__(self, model: PricedGroups) -> None:
        self.cp = cp_model.CpModel()
        self.options = [[self.cp.new_bool_var("") for _ in range(size)] for size in model.sizes]
        self.values = [self.cp.new_int_var(0, size - 1, "") for size in model.sizes]
        for value, options in zip(self.values, self.options, strict=True):
            self.cp.add_exactly_one(options)
            self.cp.add(value == sum(place * option for place, option in enumerate(options)))
        for rule in model.rules:
            self._add(model, rule)
        self.cp.minimize(
            sum(
                price * option
                for group, options in enumerate(self.options)
                for price, option in zip(model.prices(group), options, strict=True)
            )
        )

    def cost(self, decisions: Mapping[int, int]) -> int | None:
        """Return the least cost with the decided options, proven; None when nothing fits."""
        asked = self.cp.clone()
        for group, option in decisions.items():
            asked.add(asked.get_bool_var_from_proto_index(self.options[group][option].index) == 1)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        status = solver.solve(asked)
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            raise RuntimeError(f"CP-SAT ended with {solver.status_name(status)}")
        return round(solver.objective_value)

    def _add(self, model: PricedGroups, rule: Mapping[str, Any]) -> None:
        if rule["kind"] == "table":
            self.cp.add_allowed_assignments(
                [self.values[group] for group in rule["groups"]], rule["tuples"]
            )
        elif rule["kind"] == "excludes":
            self.cp.add_bool_or(~self._option(rule["a"]), ~self._option(rule["b"]))
        elif rule["kind"] == "requires":
            wanted = [self._option(pick) for pick in rule["any"]]
            self.cp.add_bool_or(~self._option(rule["if"]), *wanted)
        elif rule["kind"] == "formula":
            for clause in rule["cnf"]:
                self.cp.add_bool_or(
                    self._option(pick) if sign > 0 else ~self._option(pick) for pick, sign in clause
                )
        else:
            self.cp.add(self._sum(model, rule["terms"]) <= rule["rhs"])

    def _option(self, pick: Sequence[int]) -> Any:
        return self.options[pick[0]][pick[1]]

    def _sum(self, model: PricedGroups, terms: Sequence[Sequence[Any]]) -> Any:
        return sum(
            factor * weight * option
            for factor, group, attribute in terms
            for weight, option in zip(
                model.weights(group, attribute), self.options[group], strict=True
            )
        )
