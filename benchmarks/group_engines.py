"""Our answers to decisions in a model of groups: by a compiled diagram, or by witnesses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from benchmarks.figures import CannotMeasure
from benchmarks.models import GroupModel
from configurator.engine import Artefact, Costs, Limits, Model, Status, answer, compile_model
from configurator.engine.features.subjects import States, document_subject

# What was decided after a click: the option of each answered group.
Decisions = Mapping[int, int]


class Engine(Protocol):
    def statuses(self, decisions: Decisions) -> list[np.ndarray]:
        """Return the status of every option, group by group."""


@dataclass(frozen=True, slots=True)
class ByDiagram:
    """What the shop asks: statuses with the price changes and the proposal ready."""

    model: GroupModel
    artefact: Artefact
    costs: Costs

    @classmethod
    def of(cls, model: GroupModel, limits: Limits) -> "ByDiagram":
        """Compile; raises ModelTooLarge where a limit is passed."""
        artefact = compile_model(Model.from_document(model.document()), limits)
        costs = {group["name"]: model.prices(place) for place, group in enumerate(model.groups)}
        return cls(model, artefact, Costs(costs))

    def choices(self, decisions: Decisions) -> dict[str, str]:
        return {
            self.model.groups[group]["name"]: self.model.groups[group]["options"][option]["name"]
            for group, option in decisions.items()
        }

    def statuses(self, decisions: Decisions) -> list[np.ndarray]:
        found = answer(self.artefact, self.choices(decisions), self.costs)
        return [found.status(group["name"]) for group in self.model.groups]


@dataclass(frozen=True, slots=True)
class ByWitnesses:
    """What answers where no diagram fits: statuses alone, one session for all clicks."""

    starts: tuple[int, ...]
    states: States

    @classmethod
    def of(cls, model: GroupModel) -> "ByWitnesses":
        subject = document_subject(model.document(), lambda _group, option: option)
        names = [option["name"] for group in model.groups for option in group["options"]]
        if subject.states is None or list(subject.names) != names:
            raise CannotMeasure(f"{subject.method}: its options are not those of the model")
        return cls(tuple(np.cumsum([0, *model.sizes]).tolist()), subject.states)

    def statuses(self, decisions: Decisions) -> list[np.ndarray]:
        taken = [self.starts[group] + option for group, option in decisions.items()]
        forced, blocked = self.states.state(taken, ())
        words = np.where(forced, Status.FORCED, np.where(blocked, Status.BLOCKED, Status.POSSIBLE))
        return np.split(words, self.starts[1:-1])
