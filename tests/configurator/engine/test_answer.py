"""Statuses, costs and proposals worked out by hand."""

import pytest

from configurator.engine import (
    NO_COST,
    Costs,
    InconsistentChoices,
    Status,
    UnknownGroup,
    ValueOutOfRange,
    answer,
    complete,
)
from tests.configurator.engine.documents import compiled, number, one_of, some_of, text

CHOSEN, FORCED, POSSIBLE, BLOCKED = Status


@pytest.fixture(scope="module")
def bicycle():
    """Frames: steel clears 40 mm, carbon 30. Tyres: 28, 35, 42 mm. 42 fits no frame."""
    frame = one_of("frame", {"steel": {"clearance": 40}, "carbon": {"clearance": 30}})
    tyres = one_of("tyres", {"t28": {"width": 28}, "t35": {"width": 35}, "t42": {"width": 42}})
    return compiled([frame | {"default": "steel"}, tyres], "tyres.width <= frame.clearance")


COSTS = Costs({"frame": [1000, 3000], "tyres": [50, 40, 60]})


def test_answer_without_choices_blocks_what_no_configuration_has(bicycle):
    """42 > 40 > 30: the widest tyres fit no frame. Steel with 35 is the cheapest: 1,040."""
    found = answer(bicycle, {}, COSTS)

    assert found.is_consistent
    assert found.status("frame").tolist() == [POSSIBLE, POSSIBLE]
    assert found.status("tyres").tolist() == [POSSIBLE, POSSIBLE, BLOCKED]
    assert found.proposal == {"frame": "steel", "tyres": "t35"}
    assert found.proposal_cost == 1040
    assert found.by == {"frame": "default", "tyres": "completion"}
    assert found.forced == {}
    assert found.groups == ("frame", "tyres")


def test_answer_costs_the_whole_proposal_after_each_choice(bicycle):
    """Carbon takes t28 with it: 3,000 + 50 - 1,040 = 2,010. t28 on steel: 1,050 - 1,040 = 10."""
    found = answer(bicycle, {}, COSTS)

    assert found.cost_change("frame").tolist() == [0, 2010]
    assert found.cost_change("tyres").tolist() == [10, 0, NO_COST]


def test_answer_forces_what_is_left_and_keeps_the_answered_group_open(bicycle):
    """Carbon leaves t28 alone; steel stays possible, since that answer may change."""
    found = answer(bicycle, {"frame": "carbon"}, COSTS)

    assert found.status("frame").tolist() == [POSSIBLE, CHOSEN]
    assert found.cost_change("frame").tolist() == [-2010, 0]
    assert found.status("tyres").tolist() == [FORCED, BLOCKED, BLOCKED]
    assert found.forced == {"tyres": "t28"}
    assert found.by == {"frame": "you", "tyres": "rule"}


def test_answer_to_clashing_choices_says_so_and_judges_each_against_the_others(bicycle):
    """Carbon and t35 clash: steel would fit t35, and t28 would fit carbon."""
    found = answer(bicycle, {"frame": "carbon", "tyres": "t35"}, COSTS)

    assert not found.is_consistent
    assert found.status("frame").tolist() == [POSSIBLE, CHOSEN]
    assert found.status("tyres").tolist() == [POSSIBLE, CHOSEN, BLOCKED]
    assert found.cost_change("frame").tolist() == [NO_COST, NO_COST]
    assert (found.proposal, found.proposal_cost, found.by, found.forced) == ({}, NO_COST, {}, {})
    assert found.open_texts == ()


def test_proposal_keeps_more_defaults_before_it_saves_money():
    """Keeping the default b costs 1,000 more than a; one default outweighs any money."""
    artefact = compiled([one_of("g", ["a", "b"], default="b")])

    kept = answer(artefact, {}, Costs({"g": [0, 1000]}))
    dropped = answer(artefact, {}, Costs({"g": [0, 1000]}), defaults=False)

    assert (kept.proposal, kept.by) == ({"g": "b"}, {"g": "default"})
    assert (dropped.proposal, dropped.by) == ({"g": "a"}, {"g": "completion"})


def test_proposal_gives_up_one_default_rather_than_two():
    """x = a excludes the defaults y = b and z = b; x's default a goes, though it costs less."""
    groups = [
        one_of("x", ["a", "b"], default="a"),
        one_of("y", ["a", "b"], default="b"),
        one_of("z", ["a", "b"], default="b"),
    ]
    artefact = compiled(groups, "x = a => y = a and z = a")

    found = answer(artefact, {}, Costs({"x": [0, 500]}))

    assert found.proposal == {"x": "b", "y": "b", "z": "b"}
    assert found.by == {"x": "completion", "y": "default", "z": "default"}


def test_proposal_takes_the_first_option_among_equals():
    artefact = compiled([one_of("x", ["a", "b", "c"]), one_of("y", ["a", "b", "c"])])

    assert answer(artefact, {}).proposal == {"x": "a", "y": "a"}


def test_optional_group_stays_empty_until_a_rule_needs_it():
    """A processor without graphics (0) needs a card; the other leaves the card open."""
    cpu = one_of("cpu", {"plain": {"graphics": 0}, "full": {"graphics": 1}})
    artefact = compiled([cpu, one_of("card", ["c1", "c2"], is_optional=True)],
                        "cpu.graphics = 0 => card is not empty")  # fmt: skip

    with_graphics = answer(artefact, {"cpu": "full"}, Costs({"card": [70, 60]}))
    without = answer(artefact, {"cpu": "plain"}, Costs({"card": [70, 60]}))

    assert with_graphics.proposal == {"cpu": "full", "card": ""}
    assert with_graphics.none_status("card") == POSSIBLE
    assert with_graphics.none_cost_change("card") == 0
    assert without.proposal == {"cpu": "plain", "card": "c2"}
    assert without.none_status("card") == BLOCKED
    assert without.none_cost_change("card") == NO_COST
    assert answer(artefact, {"card": ""}).status("cpu").tolist() == [BLOCKED, FORCED]


def test_some_of_shares_its_bounds_among_its_options():
    """At most two in all: bell twice leaves no room; once leaves room for one more."""
    extras = some_of("extras", ["bell", "rack", "light"], max_count=2, max_quantity=2)
    artefact = compiled([extras])
    costs = Costs({"extras": [10, 20, 30]})

    full = answer(artefact, {"extras": {"bell": 2}}, costs)
    half = answer(artefact, {"extras": ["bell"]}, costs)

    assert full.status("extras").tolist() == [CHOSEN, BLOCKED, BLOCKED]
    assert full.forced == {}
    assert half.status("extras").tolist() == [CHOSEN, POSSIBLE, POSSIBLE]
    assert half.cost_change("extras").tolist() == [0, 20, 30]
    assert half.proposal == {"extras": {"bell": 1}}


def test_some_of_forces_an_option_that_a_rule_needs():
    artefact = compiled([one_of("use", ["town", "tour"]), some_of("extras", ["bell", "rack"])],
                        "use = tour => extras has rack")  # fmt: skip

    found = answer(artefact, {"use": "tour"}, Costs({"extras": [10, 20]}))

    assert found.status("extras").tolist() == [POSSIBLE, FORCED]
    assert found.proposal == {"use": "tour", "extras": {"rack": 1}}


def test_some_of_takes_the_cheapest_options_of_a_class():
    """Two drives with 4 bays in all: d2 is the cheapest of the equal ones and may be taken twice."""
    drives = {"d1": {"size": 2}, "d2": {"size": 2}, "d3": {"size": 2}}
    artefact = compiled([some_of("drives", drives, max_quantity=2, max_count=2)],
                        "sum(drives.size) >= 4")  # fmt: skip

    found = answer(artefact, {}, Costs({"drives": [30, 20, 25]}))

    assert found.proposal == {"drives": {"d2": 2}}
    assert found.cost_change("drives").tolist() == [10, 0, 5]
    assert len(artefact.variables) == 1


def test_default_of_a_some_of_counts_each_unit_until_the_group_is_answered():
    artefact = compiled([some_of("extras", ["bell", "rack"], max_quantity=2, default={"bell": 2})])

    open_ = answer(artefact, {})
    answered = answer(artefact, {"extras": {"rack": 1}})

    assert (open_.proposal, open_.by) == ({"extras": {"bell": 2}}, {"extras": "default"})
    assert answered.proposal == {"extras": {"rack": 1}}


def test_number_group_is_narrowed_by_a_rule():
    """3 <= n on the grid 1, 1.5, ..., 4: low bound 3."""
    artefact = compiled([number("n", 1, 4, 0.5), one_of("g", ["a", "b"])], "g = a => n >= 3")

    found = answer(artefact, {"g": "a"}, Costs(numbers={"n": 10}))

    assert found.bounds("n") == (3, 4)
    assert found.number_status("n").tolist() == [BLOCKED] * 4 + [POSSIBLE] * 3
    assert found.cost_change("n").tolist() == [NO_COST] * 4 + [0, 5, 10]
    assert found.proposal == {"n": 3, "g": "a"}


def test_text_group_is_bounded_by_a_rule_and_never_invented():
    artefact = compiled([one_of("plate", ["small", "large"]), text("name", 12)],
                        "plate = small => length(name) <= 5", "name is not empty")  # fmt: skip

    found = answer(artefact, {"plate": "small"})

    assert found.bounds("name") == (1, 5)
    assert found.proposal == {"plate": "small", "name": ""}
    assert found.open_texts == ("name",)
    assert answer(artefact, {"name": "Margarethe"}).status("plate").tolist() == [BLOCKED, FORCED]


def test_text_length_counts_what_a_reader_sees():
    """A family emoji is one character of several code points."""
    artefact = compiled([text("name", 2)], "length(name) <= 1")

    assert answer(artefact, {"name": "\U0001f469\u200d\U0001f467"}).is_consistent
    assert not answer(artefact, {"name": "ab"}).is_consistent


def test_default_text_is_kept_where_its_length_is_allowed():
    artefact = compiled([text("name", 9, default="Anna"), one_of("g", ["a", "b"])],
                        "g = b => length(name) <= 3")  # fmt: skip

    assert answer(artefact, {"g": "a"}).proposal == {"name": "Anna", "g": "a"}
    assert answer(artefact, {"g": "b"}).proposal == {"name": "", "g": "b"}


def test_void_model_blocks_everything():
    artefact = compiled([one_of("g", ["a"]), one_of("h", ["a"])], "g != g")

    found = answer(artefact, {})

    assert not found.is_consistent
    assert found.status("g").tolist() == [BLOCKED]
    assert found.status("h").tolist() == [BLOCKED]


def test_complete_is_cheapest_and_ignores_defaults(bicycle):
    assert complete(bicycle, {"tyres": "t28"}, COSTS) == {"frame": "steel", "tyres": "t28"}
    assert complete(bicycle, {"frame": "carbon"}, COSTS) == {"frame": "carbon", "tyres": "t28"}


def test_complete_refuses_clashing_choices(bicycle):
    with pytest.raises(InconsistentChoices):
        complete(bicycle, {"frame": "carbon", "tyres": "t35"}, COSTS)


def test_complete_refuses_an_unknown_aim(bicycle):
    with pytest.raises(ValueOutOfRange):
        complete(bicycle, {}, COSTS, aim="shiniest")


@pytest.mark.parametrize(
    ("question", "error"),
    [
        (lambda found: found.status("wheels"), UnknownGroup),
        (lambda found: found.status("n"), ValueOutOfRange),
        (lambda found: found.none_status("extras"), ValueOutOfRange),
        (lambda found: found.number_status("extras"), ValueOutOfRange),
        (lambda found: found.bounds("extras"), ValueOutOfRange),
        (lambda found: found.cost_change("name"), ValueOutOfRange),
    ],
)
def test_answer_refuses_questions_a_group_cannot_answer(question, error):
    artefact = compiled([some_of("extras", ["bell"]), number("n", 1, 2), text("name", 2)])

    with pytest.raises(error):
        question(answer(artefact, {}))
