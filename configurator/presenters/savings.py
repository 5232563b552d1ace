"""What sharing a set-up saves, in words."""

from datetime import datetime

from django.utils.translation import gettext as _

from catalog.pricing import PriceLine
from catalog.texts import in_language
from configurator.presenters.dates import moment_words
from configurator.services.states import State
from production.savings import SavedSetup


def shared_words(setup: SavedSetup, language: str, now: datetime | None = None) -> str:
    """Name what is shared: ``Shares a set-up: Paint line, run 42``, with its closing time if asked."""
    named = {"centre": in_language(setup["name"], language), "run": setup["run"]}
    if now is None:
        return _("Shares a set-up: %(centre)s, run %(run)s") % named
    closes = moment_words(datetime.fromisoformat(setup["closes_at"]), now)
    return _("Shares a set-up: %(centre)s, run %(run)s, closes %(moment)s") % {
        **named,
        "moment": closes,
    }


def shared_lines(state: State, now: datetime) -> list[PriceLine]:
    """Return a price line for each set-up that the chosen offer shares and that gives something."""
    return [
        PriceLine(
            code="shared",
            label={state.language: shared_words(saving.setup, state.language, now)},
            minor=-saving.given_minor,
            source=f"run {saving.setup['run']}",
        )
        for saving in state.priced.savings(state.price, state.offer)
        if saving.given_minor
    ]
