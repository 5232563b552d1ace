"""The states of all options of a group as JSON, spelled in one go.

An answer has ten thousand of them: building each as an object and writing it out again takes
five times as long.
"""

import json
from functools import lru_cache
from operator import add

from catalog.choices import quantities
from configurator.artefacts import LoadedRevision
from configurator.engine import NO_COST
from configurator.services.states import STATUS_WORDS, State
from foundation.api.rendering import JsonText

KEPT_GROUPS = 512


def options_text(state: State, group: str) -> JsonText:
    """Return ``{option: {status, price_change, quantity}}`` in catalog order."""
    beginnings = _beginnings(state.priced.loaded, group)
    return JsonText("{" + ",".join(map(add, beginnings, _ends(state, group))) + "}")


@lru_cache(maxsize=KEPT_GROUPS)
def _beginnings(loaded: LoadedRevision, group: str) -> list[str]:
    """Return what each option's text begins with, whatever is chosen."""
    return [f'{json.dumps(code)}:{{"status":"' for code in loaded.options[group]]


def _ends(state: State, group: str) -> list[str]:
    """Return the rest of each option's text."""
    statuses = state.answer.status(group).tolist()
    changes = state.answer.cost_change(group).tolist()
    many = state.priced.quantity
    held = quantities(state.full.get(group))
    counts = map(held.get, state.priced.loaded.options[group]) if held else ()
    money = f'","price_change":{{"currency":{json.dumps(state.priced.currency)},"minor":'
    priced = [f"{word}{money}" for word in STATUS_WORDS.values()]
    free = [f'{word}","price_change":null,"quantity":' for word in STATUS_WORDS.values()]
    ends = [
        f"{free[status]}0}}"
        if change == NO_COST
        else f'{priced[status]}{change * many}}},"quantity":0}}'
        for status, change in zip(statuses, changes, strict=True)
    ]
    for place, count in enumerate(counts):
        if count:
            ends[place] = f"{ends[place][:-2]}{count}}}"
    return ends
