"""Random models of every kind against brute force: no difference in anything the engine says.

``TAILORLINE_RANDOM_MODELS=10000`` judges more of them.
"""

import os
import random

import pytest

from configurator.engine import Limits
from tests.configurator.engine.judging import Judge

MODELS = int(os.environ.get("TAILORLINE_RANDOM_MODELS", "400"))
PARTS = 10
CLICKS = 2
QUESTIONS = 2
# No rules are joined: the configurations of every component are listed.
LISTED = Limits(width_bits=-1.0)


@pytest.mark.parametrize("part", range(PARTS))
def test_engine_agrees_with_brute_force_on_random_models(part):
    for seed in range(part, MODELS, PARTS):
        try:
            judge_session(seed)
        except BaseException as error:
            error.add_note(f"model of seed {seed}")
            raise


@pytest.mark.parametrize("part", range(PARTS))
def test_diagrams_of_listed_configurations_agree_with_brute_force(part):
    for seed in range(part, MODELS // 4, PARTS):
        try:
            judge_session(seed, LISTED)
        except BaseException as error:
            error.add_note(f"model of seed {seed}")
            raise


def judge_session(seed, limits=None):
    judge = Judge(seed, limits)
    dice = random.Random(seed)
    choices = {}
    for code, value in [("", None), *judge.model.clicks(CLICKS)]:
        clicked = choices | ({code: value} if code else {})
        found = judge.judge_answer(clicked)
        ask_about_blocked_options(judge, dice, clicked, found)
        if found.is_consistent:
            judge.judge_completion(clicked)
            choices = clicked
    whole = judge.some_valid_configuration(dice)
    if whole is not None:
        ask_about_blocked_options(judge, dice, whole, judge.judge_answer(whole))


def ask_about_blocked_options(judge, dice, choices, found):
    blocked = judge.blocked(found)
    dice.shuffle(blocked)
    # What no configuration has is soon explained: ask mostly about what choices exclude.
    blocked.sort(key=lambda question: not judge.is_alive(*question))
    for question in blocked[:QUESTIONS]:
        judge.judge_reason(choices, *question)
        judge.judge_repairs(choices, *question)
