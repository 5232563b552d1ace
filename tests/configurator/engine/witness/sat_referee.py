"""The plain way for models too large for brute force: two questions to a solver per option."""

import itertools

import numpy as np
from pysat.solvers import Glucose4

from configurator.engine.features.feature_model import FeatureModel
from configurator.engine.features.formulas import And, Iff, Implies, Name, Node, Not, Or


class SatReferee:
    """Every part of a formula gets a variable; groups are written out subset by subset."""

    def __init__(self, model: FeatureModel) -> None:
        self._options = self._many = len(model.features)
        self._solver = Glucose4(bootstrap_with=[[1]])
        for place, feature in enumerate(model.features[1:], start=2):
            self._solver.add_clause([-place, feature.parent + 1])
        for group in model.groups:
            members = [member + 1 for member in group.members]
            for some in itertools.combinations(members, group.high + 1):
                self._solver.add_clause([-group.parent - 1, *(-member for member in some)])
            if group.low > len(members):
                self._solver.add_clause([-group.parent - 1])
            elif group.low > 0:
                for some in itertools.combinations(members, len(members) - group.low + 1):
                    self._solver.add_clause([-group.parent - 1, *some])
        for rule in model.constraints:
            self._solver.add_clause([self._literal(rule)])

    def state(self, taken: list[int], refused: list[int]) -> tuple[np.ndarray, np.ndarray]:
        """Return which options are forced and which are blocked."""
        decisions = [option + 1 for option in taken] + [-option - 1 for option in refused]
        options = range(1, self._options + 1)
        forced = [not self._solver.solve(assumptions=[*decisions, -option]) for option in options]
        blocked = [not self._solver.solve(assumptions=[*decisions, option]) for option in options]
        return np.array(forced), np.array(blocked)

    def _literal(self, node: Node) -> int:
        parts = [self._literal(part) for part in node.parts]
        match node:
            case Name(feature):
                return feature + 1
            case Not():
                return -parts[0]
            case And():
                return -self._either([-part for part in parts])
            case Or():
                return self._either(parts)
            case Implies():
                return self._either([-parts[0], parts[1]])
            case Iff():
                one, other = parts
                return -self._either([-self._either([-one, other]), -self._either([one, -other])])
        raise TypeError(node)

    def _either(self, parts: list[int]) -> int:
        self._many = max(self._many, self._options) + 1
        here = self._many
        self._solver.add_clause([-here, *parts])
        for part in parts:
            self._solver.add_clause([here, -part])
        return here
