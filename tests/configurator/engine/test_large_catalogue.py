"""A computer of ten thousand parts: compiled in seconds, answered at once, exact."""

import random
from time import process_time

import numpy as np
import pytest

from configurator.engine import (
    Artefact,
    Costs,
    Limits,
    Model,
    Status,
    answer,
    compile_model,
    explain,
    is_valid,
    repairs,
)  # fmt: skip
from tests.configurator.engine.documents import document, one_of, some_of

SOCKETS = [f"s{n}" for n in range(20)]
RULES = (
    "cpu.socket = board.socket",
    "memory.ddr = board.ddr",
    "memory.modules <= board.slots",
    "board.size <= case.size",
    "video.length <= case.length",
    "cpu.tdp + video.watts + 120 <= supply.wattage + case.psu",
    "cpu.graphics = 0 => video is not empty",
    "case.psu > 0 <=> supply is empty",
    "sum(drives.bays) <= case.bays",
    'count(drives where drives.bus = "m2") <= board.m2',
)


def catalogue():
    """Return a document of 10,000 random parts."""
    dice = random.Random(5)

    def parts(many, **columns):
        return {
            f"p{n}": {code: dice.choice(values) for code, values in columns.items()}
            for n in range(many)
        }

    groups = [
        one_of("cpu", parts(600, socket=SOCKETS, tdp=list(range(35, 250, 5)), graphics=[0, 1])),
        one_of("board", parts(1000, socket=SOCKETS, ddr=["d3", "d4", "d5"], slots=[2, 4, 8],
                              size=[1, 2, 3, 4], m2=[0, 1, 2, 3])),
        one_of("memory", parts(2900, ddr=["d3", "d4", "d5"], modules=[1, 2, 4])),
        one_of("video", parts(1300, length=list(range(150, 400, 3)), watts=list(range(30, 450, 7))),
               is_optional=True),
        one_of("supply", parts(600, wattage=list(range(200, 1600, 50))), is_optional=True),
        one_of("case", parts(1000, size=[1, 2, 3, 4], length=list(range(180, 420, 10)),
                             psu=[0, 0, 0, 300, 500], bays=[0, 1, 2, 3, 4])),
        some_of("drives", parts(2100, bays=[0, 1], bus=["m2", "sata"]), min_count=1, max_count=4,
                max_quantity=4),
        one_of("cooler", parts(500, kind=["air", "water"])),
    ]  # fmt: skip
    return document(groups, *RULES)


@pytest.fixture(scope="module")
def computer():
    model = Model.from_document(catalogue())
    return Artefact.from_bytes(compile_model(model, Limits(seconds=60)).to_bytes())


@pytest.fixture(scope="module")
def costs(computer):
    dice = random.Random(6)
    groups = computer.model.groups
    return Costs({g.code: [dice.randint(1_000, 90_000) for _ in g.options] for g in groups})


def test_ten_thousand_options_fit_into_little(computer):
    assert sum(len(group.options) for group in computer.model.groups) == 10_000
    assert len(computer.to_bytes()) < 5_000_000
    assert computer.edges < 1_000_000


def test_proposals_along_random_clicks_are_valid_and_cost_what_was_said(computer, costs):
    dice = random.Random(7)
    choices, seconds = {}, []
    for group in dice.sample(list(computer.model.groups), len(computer.model.groups)):
        started = process_time()
        found = answer(computer, choices, costs)
        statuses, changes = found.status(group.code), found.cost_change(group.code)
        proposal = found.proposal
        seconds.append(process_time() - started)
        assert is_valid(computer, proposal) == []
        possible = np.flatnonzero(statuses != Status.BLOCKED)
        if not possible.size:
            assert proposal[group.code] == ""
            continue
        place = int(dice.choice(possible))
        option = group.options[place]
        choices[group.code] = {option: 1} if group.kind == "some_of" else option
        after = answer(computer, choices, costs)
        assert after.proposal_cost == found.proposal_cost + changes[place]
    # Of this process alone: a tenth is usual, and only a wrong turn takes so long.
    assert sorted(seconds)[len(seconds) // 2] < 0.3


def test_blocked_part_is_explained_and_repaired(computer, costs):
    """A processor of another socket: the socket rule says it, and one change of the board helps."""
    cpu = computer.model.document["groups"][0]["options"]
    board = computer.model.document["groups"][1]["options"][0]
    other = next(o for o in cpu if o["attributes"]["socket"] != board["attributes"]["socket"])
    choices = {"board": board["code"]}

    reason = explain(computer, choices, "cpu", other["code"])
    found = repairs(computer, choices, "cpu", other["code"], costs)

    assert (reason.choices, reason.rules) == ((("board", board["code"]),), ("r0",))
    assert [list(repair.changes) for repair in found] == [["board"]]
    assert answer(computer, found[0].choices, costs).proposal_cost == found[0].cost
