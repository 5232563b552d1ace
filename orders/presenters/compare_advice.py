"""What the postponement adviser says, in sentences, the largest saving first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.texts import in_language
from orders.presenters.compare_numbers import figure_text
from production.models import AdviceDraft, Simulation, WorkCentre


@dataclass(frozen=True)
class AdviceRow:
    """One product: what to do, what it saves a year, and from what to what.

    `draft_address` leads to its draft, where there is one.
    """

    code: str
    product: str
    sentences: list[str]
    saving: str
    reckoning: str
    draft_address: str


def advice_rows(simulation: Simulation, names: Mapping[str, str], language: str) -> list[AdviceRow]:
    """Return a row for every product that has something to save."""
    report = simulation.report
    drafts = dict(
        AdviceDraft.objects.filter(simulation=simulation).values_list("product_code", "pk")
    )
    centres = {
        row.code: in_language(row.name, language) or row.code for row in WorkCentre.objects.all()
    }
    advices = sorted(
        report.get("advice", []), key=lambda advice: advice["best_minor"] - advice["now_minor"]
    )

    def money(minor: float) -> str:
        return figure_text("whole_money", minor, report["currency"], language)

    return [
        AdviceRow(
            code=advice["product"],
            product=names.get(advice["product"], advice["product"]),
            sentences=list(_sentences(advice, centres)),
            saving=money(advice["now_minor"] - advice["best_minor"]),
            reckoning=_("Set-ups and keeping stock: %(now)s a year now, then %(best)s")
            % {"now": money(advice["now_minor"]), "best": money(advice["best_minor"])},
            draft_address=_draft_address(drafts.get(advice["product"])),
        )
        for advice in advices
    ]


def _draft_address(draft: int | None) -> str:
    return reverse("admin:production_advicedraft_change", args=[draft]) if draft else ""


def _sentences(advice: Mapping[str, Any], centres: Mapping[str, str]) -> Iterator[str]:
    if advice["centre"]:
        yield ngettext(
            "Make %(kinds)s kind of blank for stock, up to: %(centre)s. The rest to order.",
            "Make %(kinds)s kinds of blanks for stock, up to: %(centre)s. The rest to order.",
            advice["kinds"],
        ) % {
            "kinds": advice["kinds"],
            "centre": centres.get(advice["centre"], advice["centre"]),
        }
    if advice["added_count"]:
        yield ngettext(
            "Make %(count)s design a standard variant: %(named)s",
            "Make %(count)s designs standard variants: %(named)s",
            advice["added_count"],
        ) % {"count": advice["added_count"], "named": "; ".join(advice["added"])}
    if advice["dropped_count"]:
        yield ngettext(
            "Make %(count)s standard variant to order instead: %(named)s",
            "Make %(count)s standard variants to order instead: %(named)s",
            advice["dropped_count"],
        ) % {"count": advice["dropped_count"], "named": "; ".join(advice["dropped"])}
