"""How long repair may go on before a witness is given up: tried out when a model is published.

Where options hang together through long chains of helpers, as sums and tables do, dropping a
witness early is faster than dragging the chain along. The choice changes speed, never answers.
"""

from dataclasses import replace
from time import perf_counter

import numpy as np

from configurator.engine.errors import InconsistentChoices
from configurator.engine.witness.component import ALL_ROUNDS, Component
from configurator.engine.witness.pool import Pool

CAPS = (ALL_ROUNDS, 8, 2)
# Below this share of helpers repairing to the end has always been fastest.
HELPERS = 0.25
SESSIONS, CLICKS = 6, 2
SEED = 20_240_602
# For one candidate; what is slower than this is too large to be tried out.
SECONDS = 0.5


def choose_rounds(component: Component) -> Component:
    """Return the component with the cap on rounds of repair that answers random clicks fastest."""
    if component.asked.mean() > 1 - HELPERS:
        return component
    candidates = [replace(component, rounds=rounds) for rounds in CAPS]
    seconds: list[float] = []
    for candidate in candidates:
        seconds.append(_seconds(candidate))
        if seconds[-1] > SECONDS:
            break
    return candidates[int(np.argmin(seconds))]


def _seconds(component: Component) -> float:
    """Return how long some random clicks take; later ones are left out once it is too long."""
    forced = np.zeros(2 * component.variables, dtype=np.bool_)
    pool = Pool(component, forced)
    chance = np.random.default_rng(SEED)
    literals = 2 * np.flatnonzero(component.asked)
    started = perf_counter()
    for _ in range(SESSIONS):
        if perf_counter() - started > SECONDS:
            break
        pool.restart()
        for literal in chance.choice(literals, CLICKS).tolist():
            try:
                pool.decide([literal])
            except InconsistentChoices:
                break
    return perf_counter() - started
