"""Members of runs in words: who ordered, what, how many, with which personal text."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from catalog.models import CustomerText
from catalog.texts import in_language
from production.models import RunMember, WorkOrder
from production.selectors.sentences import alternative_sentence, moment_text


@dataclass(frozen=True)
class ShownMember:
    """One member as staff see it; `texts` are what customers want on the product."""

    position: int
    title: str
    kind: str
    is_stock: bool
    product: str
    operation: str
    lot: str
    pieces: int
    good: int
    scrapped: int
    setup: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    why_here: str
    due: str
    due_at: datetime

    @property
    def is_done(self) -> bool:
        return self.good + self.scrapped >= self.pieces


Texts = Mapping[uuid.UUID, CustomerText]


def shown_members(members: Iterable[RunMember], texts: Texts, language: str) -> list[ShownMember]:
    """Return members in words."""
    return [_shown(member, texts, language) for member in members]


def texts_of_members(members: Iterable[RunMember]) -> Texts:
    """Return the customers' texts of many members, in one query."""
    references = [
        uuid.UUID(entry["ref"])
        for member in members
        for entry in _text_entries(member.operation.lot.work_order)
    ]
    return CustomerText.objects.in_bulk(references) if references else {}


def _text_entries(work_order: WorkOrder) -> list[Mapping[str, str]]:
    return list((work_order.snapshot or {}).get("texts", {}).values())


def _shown(member: RunMember, texts: Texts, language: str) -> ShownMember:
    operation = member.operation
    work_order = operation.lot.work_order
    is_stock = work_order.kind == WorkOrder.Kind.STOCK
    found = [texts.get(uuid.UUID(entry["ref"])) for entry in _text_entries(work_order)]
    name = (work_order.snapshot or {}).get("product_name", {})
    return ShownMember(
        position=member.position,
        title=work_order.sku if is_stock else work_order.reference,
        kind=_("stock") if is_stock else _("custom"),
        is_stock=is_stock,
        product=in_language(name, language) or work_order.product_code,
        operation=in_language(operation.name, language),
        lot=str(operation.lot),
        pieces=operation.lot.good,
        good=member.good_pieces,
        scrapped=member.scrapped_pieces,
        setup=tuple(operation.setup.items()),
        texts=tuple(row.text for row in found if row and row.text),
        why_here=alternative_sentence(operation, language),
        due=moment_text(work_order.due_at),
        due_at=work_order.due_at,
    )
