"""Choices moved to another revision: worked out by hand, and random models against brute force."""

import os
import random

import numpy as np
import pytest

from configurator.engine import Costs, InconsistentChoices, Model, UnknownOption, answer
from configurator.engine.migration import Cause, Difference, migrate
from configurator.engine.reasons import Reason
from tests.configurator.engine.documents import compiled, document, number, one_of, some_of, text
from tests.configurator.engine.judging import Judge

MODELS = int(os.environ.get("TAILORLINE_RANDOM_MODELS", "150"))


def model(groups, *rules):
    return Model.from_document(document(groups, *rules))


def test_migration_keeps_everything_that_still_fits():
    groups = [one_of("frame", ["steel", "carbon"]), number("rider", 150, 205), text("name", 9)]
    choices = {"rider": 180, "name": "Ada", "frame": "carbon"}

    moved = migrate(model(groups), choices, compiled(groups))

    assert (moved.choices, moved.report, moved.added) == (choices, (), ())
    assert list(moved.choices) == ["rider", "name", "frame"]


def test_migration_tells_gone_groups_and_values_from_added_groups():
    """Carbon is gone, so is the bell group; the proposal has steel, the only frame left."""
    old = [one_of("frame", ["steel", "carbon"]), some_of("bells", ["loud"]), one_of("fork", ["a"])]
    new = [one_of("frame", ["steel"]), one_of("fork", ["a"]), one_of("lamp", ["led"])]
    choices = {"bells": {"loud": 1}, "frame": "carbon", "fork": "a"}

    moved = migrate(model(old), choices, compiled(new))

    assert moved.choices == {"fork": "a"}
    assert moved.report == (
        Difference("bells", {"loud": 1}, None, Cause.GROUP_GONE),
        Difference("frame", "carbon", "steel", Cause.VALUE_GONE),
    )
    assert moved.added == ("lamp",)


def test_migration_gives_up_one_choice_rather_than_two():
    """x = b now forbids y = b and z = b: giving up x alone keeps both others."""
    groups = [one_of(code, ["a", "b"]) for code in "xyz"]
    artefact = compiled(groups, "x = b => y = a and z = a")

    moved = migrate(model(groups), {"x": "b", "y": "b", "z": "b"}, artefact)

    assert moved.choices == {"y": "b", "z": "b"}
    reason = Reason((("z", "b"),), ("r0",))
    assert moved.report == (Difference("x", "b", "a", Cause.RULES, reason),)


def test_migration_gives_up_the_cheaper_choice_where_either_would_do():
    """x = b and y = b clash now; without x it costs 10, without y nothing."""
    groups = [one_of(code, ["a", "b"]) for code in "xy"]
    artefact = compiled(groups, "x = a or y = a")
    costs = Costs({"x": [10, 0], "y": [0, 0]})

    moved = migrate(model(groups), {"x": "b", "y": "b"}, artefact, costs)

    assert moved.choices == {"x": "b"}
    assert [difference.group for difference in moved.report] == ["y"]


def test_migration_takes_as_many_units_as_the_new_revision_allows():
    """Three drives were chosen, two of each are allowed now."""
    old = [some_of("drives", ["ssd", "hdd"], max_quantity=4)]
    new = [some_of("drives", ["ssd", "hdd"], max_quantity=2)]

    moved = migrate(model(old), {"drives": {"ssd": 3, "hdd": 1}}, compiled(new))

    assert moved.choices == {"drives": {"ssd": 2, "hdd": 1}}
    assert moved.report == (Difference("drives", {"ssd": 3}, {"ssd": 2}, Cause.VALUE_GONE),)


def test_migration_drops_units_that_a_rule_no_longer_has_room_for():
    """Two bays for three drives: one unit goes, and the rule is named."""
    groups = [some_of("drives", {"ssd": {"bays": 1}}, max_quantity=4)]
    artefact = compiled(groups, "sum(drives.bays) <= 2")

    moved = migrate(model(groups), {"drives": {"ssd": 3}}, artefact)

    assert moved.choices == {"drives": {"ssd": 2}}
    reason = Reason((), ("r0",))
    assert moved.report == (Difference("drives", {"ssd": 3}, {"ssd": 2}, Cause.RULES, reason),)


def test_migration_keeps_an_empty_answer():
    groups = [some_of("drives", ["ssd"]), one_of("lamp", ["led"], is_optional=True)]
    choices = {"drives": {}, "lamp": ""}

    moved = migrate(model(groups), choices, compiled(groups))

    assert (moved.choices, moved.report) == (choices, ())


def test_migration_refuses_a_revision_that_allows_nothing():
    groups = [one_of("x", ["a"])]
    with pytest.raises(InconsistentChoices):
        migrate(model(groups), {}, compiled(groups, "x != a"))


def test_migration_refuses_choices_that_were_never_possible():
    groups = [one_of("x", ["a"])]
    with pytest.raises(UnknownOption):
        migrate(model(groups), {"x": "b"}, compiled(groups))


def test_migration_between_random_models_gives_up_the_fewest_choices():
    for seed in range(MODELS):
        try:
            judge_migration(seed)
        except BaseException as error:
            error.add_note(f"models of seeds {seed} and {seed + 1}")
            raise


def judge_migration(seed):
    old, new = Judge(seed), Judge(seed + 1)
    whole = old.some_valid_configuration(random.Random(seed))
    if whole is None or not new.valid.any():
        return
    moved = migrate(old.artefact.model, whole, new.artefact, new.costs, new.context)

    assert answer(new.artefact, new.within(moved.choices), new.costs).is_consistent
    lost = np.zeros(len(new.referee.configurations), dtype=np.int64)
    given_up = 0
    for code, value in whole.items():
        for wish in wishes(new, code, value):
            lost += [missing(new, code, wish, c[code]) for c in new.referee.configurations]
            given_up += missing(new, code, wish, moved.choices.get(code))
    assert given_up == lost[new.valid].min()
    changed = {difference.group for difference in moved.report}
    assert changed >= {code for code in whole if code not in moved.choices}
    for code in moved.choices.keys() - changed:
        # A text that became a file stays what it is; only its presence counts.
        # A one_of that became a some_of takes its option once, or none.
        once = {whole[code]: 1} if isinstance(whole[code], str) and whole[code] else {}
        assert moved.choices[code] in (whole[code], once)


def wishes(new, code, value):
    """Return the single choices of a value that the new model can read."""
    group = new.referee.groups.get(code)
    if group is None:
        return []
    options = [option["code"] for option in group["options"]]
    if group["kind"] == "some_of":
        units = value if isinstance(value, dict) else {value: 1} if isinstance(value, str) else {}
        most = group["max_quantity"]
        return [{o: min(many, most)} for o, many in units.items() if o in options]
    if isinstance(value, dict) and value:
        return []
    may_be_empty = group["is_optional"] or "present_if" in group
    if value in ("", {}):
        return [""] if may_be_empty and value == "" else []
    if group["kind"] == "one_of":
        return [value] if value in options else []
    if group["kind"] == "colour":
        return [value] if value in options else []
    if group["kind"] == "file":
        return ["f" * 32] if isinstance(value, str) else []
    if group["kind"] == "text":
        fits = isinstance(value, str) and len(value) <= group["max_length"]
        return [value] if fits else []
    return [] if isinstance(value, str) else [v for v in new.referee.values(code)[1:] if v == value]


def missing(new, code, wish, has):
    """Return by how many units a value misses a wish."""
    if isinstance(wish, dict):
        ((option, many),) = wish.items()
        return many - min(many, (has or {}).get(option, 0))
    if has is None:
        return 1
    return int(not new.referee._matches(code, has, wish))
