"""Up to how many pieces a step's alternative is the cheaper one, as a sentence for staff."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.selectors.products import current_revisions
from catalog.texts import in_language
from foundation.money import Money, format_money, round_half_up
from production.models import RoutingStep
from production.savings import CURRENCY
from production.selectors.facts import current_facts
from production.selectors.step_costs import BreakEven, break_even_of
from production.selectors.tastes import default_choices


def break_even_sentence(step: RoutingStep, now: datetime, language: str) -> str:
    """Say where both work centres of a step break even for the design that the shop proposes.

    "" where the step has one work centre, the product is not on sale, or the design skips it.

    Raises
    ------
    Conflict
        When a condition or formula cannot be read, or a work centre has no policy.
    """
    revision = current_revisions(now).get(step.product_code)
    if revision is None or step.alternative is None:
        return ""
    document = revision.document
    found = break_even_of(step, document, default_choices(document), current_facts())
    if found is None:
        return ""
    small, own = step.alternative, step.work_centre
    names = {
        "small": in_language(small.name, language) or small.code,
        "own": in_language(own.name, language) or own.code,
    }
    if found.pieces is None:
        return _("%(small)s is cheaper for any number of pieces.") % names
    if not found.pieces:
        return _("%(own)s is cheaper for any number of pieces.") % names
    text = ngettext(
        "Up to %(count)s piece of the proposed design %(small)s is cheaper, then %(own)s.",
        "Up to %(count)s pieces of the proposed design %(small)s is cheaper, then %(own)s.",
        found.pieces,
    )
    return f"{text % {**names, 'count': found.pieces}} {_amounts(found, names, language)}"


def _amounts(found: BreakEven, names: dict[str, str], language: str) -> str:
    setup, piece = (
        format_money(Money(round_half_up(minor), CURRENCY), language)
        for minor in (found.setup_minor, found.piece_minor)
    )
    return _("Setting up %(own)s costs %(setup)s more, a piece on %(small)s %(piece)s more.") % {
        **names,
        "setup": setup,
        "piece": piece,
    }
