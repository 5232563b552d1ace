"""The best single change as a hint that one press applies."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from configurator.presenters.dates import day_words, shift_words
from configurator.presenters.option_dates import less_or_more
from configurator.services.best_change import BestChange
from configurator.services.states import State
from configurator.words import group_name, value_words


@dataclass(frozen=True, slots=True)
class HintView:
    """What `components/hint.html` shows; `value` is what its button sends."""

    text: SafeString
    colour: str
    value: str


def hint_view(state: State, change: BestChange, open_group: str, now: datetime) -> HintView | None:
    """Return the hint; it names the group where another one is open."""
    loaded, language, offer = state.priced.loaded, state.language, change.after.offer
    if offer is None:
        return None
    name = value_words(loaded, change.group, change.option, language)
    if change.group != open_group:
        name = f"{group_name(loaded, change.group, language)}: {name}"
    text = format_html(
        _(
            "With <strong>{name}</strong> you would join run {run}: "
            "<strong>{price}, {shift}</strong>, ready {day}."
        ),
        name=name,
        run=offer.run_number,
        price=less_or_more(state.priced.money(change.change_minor), language),
        shift=shift_words(-change.sooner),
        day=day_words(offer.ready_at, now),
    )
    colour = loaded.options[change.group][change.option].get("swatch") or ""
    return HintView(text, colour, f"{change.group}={change.option}")
