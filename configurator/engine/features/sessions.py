"""Random customers: they take or refuse open options until none is open, and are timed."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from time import perf_counter

import numpy as np

from configurator.engine.arrays import BoolArray
from configurator.engine.features.subjects import States

TAKEN_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Click:
    """One decision and its answer.

    Parameters
    ----------
    session : int
        Counted from 0.
    taken, refused : tuple of int
        The decisions of the session so far, this one included.
    forced, blocked : BoolArray
        Per option, what follows from them; the decided ones included.
    seconds : float
        How long the answer took.
    """

    session: int
    taken: tuple[int, ...]
    refused: tuple[int, ...]
    forced: BoolArray
    blocked: BoolArray
    seconds: float


def play(
    states: States, sessions: int, seed: int, most_clicks: int | None = None
) -> Iterator[Click]:
    """Play random sessions.

    Parameters
    ----------
    states : States
        Answers the clicks.
    sessions : int
        How many customers come one after the other.
    seed : int
        The same seed gives the same decisions.
    most_clicks : int, optional
        A session ends after so many.

    Yields
    ------
    Click
        A random open option is taken in 7 of 10 cases, refused in 3.
    """
    forced, blocked = states.state((), ())
    first = np.flatnonzero(~(forced | blocked))
    for session in range(sessions):
        chance = Random(f"{seed}:{session}")  # noqa: S311 # repeatable on purpose
        taken: list[int] = []
        refused: list[int] = []
        still_open = first
        while still_open.size and (most_clicks is None or len(taken) + len(refused) < most_clicks):
            option = int(still_open[chance.randrange(still_open.size)])
            (taken if chance.random() < TAKEN_SHARE else refused).append(option)
            started = perf_counter()
            forced, blocked = states.state(taken, refused)
            seconds = perf_counter() - started
            yield Click(session, tuple(taken), tuple(refused), forced, blocked, seconds)
            still_open = np.flatnonzero(~(forced | blocked))
