"""The step line: every group with its value, and whether it is settled."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from configurator.presenters.copies import is_shown_inside
from configurator.services.states import RULE, GroupState, State
from configurator.words import group_name, value_words

ANSWERED, OPEN, NEEDS_YOU = "answered", "open", "needs-you"


@dataclass(frozen=True, slots=True)
class Step:
    """One group on the line."""

    code: str
    name: str
    value: str
    state: str
    state_text: str
    url: str
    is_current: bool


def steps_of(state: State, current: str, page_url: str) -> list[Step]:
    """Return a step for each group that is part of this design."""
    words = {ANSWERED: _("answered"), OPEN: _("open"), NEEDS_YOU: _("needs you")}
    steps = []
    for group in state.groups.values():
        if not group.is_present and group.code != current:
            continue
        if not is_shown_inside(group.code, current):
            continue
        stands = step_state(state, group)
        steps.append(
            Step(
                code=group.code,
                name=group_name(state.priced.loaded, group.code, state.language),
                value=value_words(state.priced.loaded, group.code, group.value, state.language),
                state=stands,
                state_text=words[stands],
                url=f"{page_url}?step={group.code}#group",
                is_current=group.code == current,
            )
        )
    return steps


def step_state(state: State, group: GroupState) -> str:
    """Return how the seam is drawn: solid when settled, dashed while open."""
    if group.code in state.open_groups:
        return NEEDS_YOU
    is_settled = group.by == RULE or group.code in state.configuration.own
    return ANSWERED if is_settled else OPEN


def open_words(state: State) -> str:
    """Say how much is still open."""
    needed = state.open_groups
    if needed:
        names = [group_name(state.priced.loaded, code, state.language) for code in needed]
        return _("Please answer: %(names)s") % {"names": _(", ").join(names)}
    asked = [group for group in state.groups.values() if group.is_present]
    still_open = sum(step_state(state, group) == OPEN for group in asked)
    if not still_open:
        return _("Everything is answered")
    return ngettext(
        "%(number)s question open, it has a default",
        "%(number)s questions open, all have a default",
        still_open,
    ) % {"number": still_open}
