"""One artefact, many threads."""

from concurrent.futures import ThreadPoolExecutor

from configurator.engine import Artefact, Costs, Status, answer, explain, repairs
from tests.configurator.engine.judging import Judge

COSTS = Costs()


def everything(artefact, choices):
    """Return all that the engine says about some choices."""
    found = answer(artefact, choices, COSTS)
    said = [found.proposal, found.proposal_cost, found.by]
    for group in artefact.model.groups:
        if not group.options:
            continue
        statuses = found.status(group.code)
        said.append(statuses.tolist())
        for option, status in zip(group.options, statuses, strict=True):
            if status == Status.BLOCKED:
                value = {option: 1} if group.kind == "some_of" else option
                said.append(explain(artefact, choices, group.code, value))
                said.append(repairs(artefact, choices, group.code, value, COSTS))
    return said


def test_threads_get_the_answers_that_one_thread_gets():
    judge = Judge(seed=3)
    questions = [dict([click]) for click in judge.model.clicks(40)]
    alone = [everything(judge.artefact, choices) for choices in questions]
    fresh = Artefact.from_bytes(judge.artefact.to_bytes())

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda choices: everything(fresh, choices), questions))

    assert together == alone
