"""Random models against brute force: counts, every aim of a completion, soonest repairs.

``TAILORLINE_RANDOM_MODELS=10000`` judges more of them.
"""

import os
import random

import pytest

from tests.configurator.engine.judging import Judge
from tests.configurator.engine.judging_aims import Aims

MODELS = int(os.environ.get("TAILORLINE_RANDOM_MODELS", "300"))
PARTS = 10


@pytest.mark.parametrize("part", range(PARTS))
def test_counts_and_aims_agree_with_brute_force_on_random_models(part):
    for seed in range(part, MODELS, PARTS):
        try:
            judge_aims(seed)
        except BaseException as error:
            error.add_note(f"model of seed {seed}")
            raise


def judge_aims(seed):
    judge, dice = Judge(seed), random.Random(seed)
    aims = Aims(judge, dice)
    aims.judge_counts({})
    clicked = dict(judge.model.clicks(2))
    if (judge.valid & judge.referee.matching(clicked)).any():
        aims.judge_counts(clicked)
        aims.judge_completions(clicked)
    elif judge.valid.any():
        aims.judge_completions({})
    whole = judge.some_valid_configuration(dice)
    if whole is not None:
        judge_a_repair(judge, aims, dice, whole)


def judge_a_repair(judge, aims, dice, whole):
    alive = [
        (code, {option["code"]: 1} if group["kind"] == "some_of" else option["code"])
        for code, group in judge.referee.groups.items()
        for option in group["options"]
    ]
    dice.shuffle(alive)
    for code, value in alive:
        others = {other: own for other, own in whole.items() if other != code}
        candidates = judge.valid & judge.referee.matching(others | {code: value})
        if judge.is_alive(code, value) and not candidates.any():
            return aims.judge_repairs(others, code, value)
    return None
