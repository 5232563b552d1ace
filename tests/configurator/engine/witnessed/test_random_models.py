"""Random models of every kind: witnesses say what diagrams say, or that they cannot prove it.

``TAILORLINE_RANDOM_MODELS=10000`` compares more of them.
"""

import os

import pytest

from configurator.engine import answer
from tests.configurator.engine.witnessed.comparing import Comparison

MODELS = int(os.environ.get("TAILORLINE_RANDOM_MODELS", "100"))
PARTS = 10
QUESTIONS = 2


@pytest.mark.parametrize("part", range(PARTS))
def test_witnesses_agree_with_diagrams_on_random_models(part, request):
    if part % 5:
        request.getfixturevalue("undivided")
    for seed in range(part, MODELS, PARTS):
        try:
            compare(seed)
        except BaseException as error:
            error.add_note(f"model of seed {seed}")
            raise


def compare(seed):
    both = Comparison(seed)
    assert both.witnessed.is_void == both.exact.is_void
    clicked = dict(both.judge.model.clicks(2))
    whole = both.judge.some_valid_configuration(both.dice)
    for choices in ({}, clicked, whole):
        if choices is None:
            continue
        if both.compare_answers(choices):
            both.compare_completions(choices)
        blocked = both.judge.blocked(answer(both.exact, both.judge.within(choices)))
        both.dice.shuffle(blocked)
        for code, value in blocked[:QUESTIONS]:
            both.compare_ways_out(choices, code, value)
    if whole is not None:
        both.compare_moves(whole)
        both.compare_moves(clicked)
