"""What moves when a design goes over to the revision that is on sale now."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from configurator.answers import PricedRevision
from configurator.presenters.amounts import change_trend, change_words
from configurator.presenters.ways_out import ChangeView
from configurator.services.renewal import renewed_choices
from configurator.services.states import State
from configurator.words import group_name, value_words


@dataclass(frozen=True, slots=True)
class RenewalView:
    """The report: how many own choices move, each with old and new, and the price change.

    `is_same_revision`: no renewed product moves them, but a rule that holds since today.
    """

    summary: str
    changes: tuple[ChangeView, ...]
    price: str
    price_trend: str
    is_same_revision: bool


def renewal_view(state: State, renewed: PricedRevision) -> RenewalView:
    """Return what would move, before anything does."""
    own, old = {**state.configuration.own, **state.parted}, state.priced.loaded
    kept = renewed_choices(old, own, renewed)
    full = renewed.proposal(kept)
    changes = tuple(
        ChangeView(
            group=group_name(old, code, state.language),
            old=value_words(old, code, value, state.language),
            new=value_words(renewed.loaded, code, full.get(code), state.language)
            if code in renewed.loaded.groups
            else _("no longer asked"),
        )
        for code, value in own.items()
        if kept.get(code) != value
    )
    change = renewed.money(renewed.price(full).total_minor - state.price.total_minor)
    summary = ngettext(
        "One of your choices moves.", "%(count)s of your choices move.", len(changes)
    ) % {"count": len(changes)}
    return RenewalView(
        summary=summary if changes else _("Everything you chose comes along."),
        changes=changes,
        price=change_words(change, state.language),
        price_trend=change_trend(change),
        is_same_revision=bool(state.parted) and not state.is_superseded,
    )
