"""The adviser's words as plain values, complete enough to draft the change from them."""

from typing import Any

from production.planner.simulation.advice import Advice, Kept
from production.planner.simulation.materials import THOUSAND
from production.selectors.scenario import NamedScenario


def advice_json(advice: Advice, named: NamedScenario) -> dict[str, Any]:
    """Return what the page tells of one product, and everything that a draft of it needs."""
    return {
        **advice.as_json(named.scenario),
        "blanks": [_blank(kept, named) | _figures(kept) for kept in advice.blanks],
        "opened": [
            {"choices": named.choices_by_design[kept.number]} | _figures(kept)
            for kept in advice.added
            if kept.number is not None
        ],
        "closed": [{"choices": named.choices_by_design[number]} for number in advice.dropped],
    }


def _figures(kept: Kept) -> dict[str, Any]:
    return {
        "pieces_per_year": round(kept.pieces_per_year, 1),
        "reorder_point": kept.reorder_point,
        "lot": kept.lot,
        "unit_minor": kept.unit_minor,
    }


def _blank(kept: Kept, named: NamedScenario) -> dict[str, Any]:
    """Return the steps and the parts of a blank by their codes, worked out for one piece."""
    scenario = named.scenario
    return {
        "steps": [
            {
                "centre": scenario.centres[step.centre].centre.name,
                "family": step.family,
                "setting": step.setting,
                "minutes_fixed": step.minutes_fixed,
                "minutes_per_piece": step.minutes_per_piece,
            }
            for step in kept.design.steps
        ],
        "parts": {scenario.parts[part].code: each / THOUSAND for part, each in kept.design.parts},
    }
