"""The traveller: the paper that goes along with a run or a work order through the factory."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.papers.sheet import CODE_WIDTH, MARGIN, Sheet
from catalog.pictures import Picture
from catalog.texts import in_language
from production.models import Lot, Operation, Run, RunMember, WorkOrder
from production.presenters.members import ShownMember, shown_members, texts_of_members
from production.presenters.runs import shown_runs
from production.presenters.work_order_pictures import pictures_of
from production.selectors.sentences import alternative_sentence, moment_text

# Seats by operation: where each step is made.
Seats = Mapping[int, RunMember]


def run_traveller(run: Run, language: str) -> bytes:
    """Return the PDF of a run and the lots in it; load the run with `runs_with_members`.

    The code beside the title opens the run at its terminal; scanned there, it starts the run,
    and finishes it once all is counted. A lot's code counts one good piece.
    """
    (shown,) = shown_runs([run], language)
    sheet = _sheet(_("Run %(number)s") % {"number": run.number}, terminal_url(run))
    facts = [
        (_("Work centre"), shown.work_centre),
        (_("Family"), shown.family),
        (_("Machine"), shown.machine),
        (_("Starts, ends"), shown.times),
        (_("Changeover before"), shown.changeover),
        (_("Pieces"), str(shown.pieces)),
    ]
    _write_facts(sheet, facts)
    lots = [member.operation.lot_id for member in run.seats]
    seats = {member.operation_id: member for member in _members(lots)}
    steps = _steps_by_lot(lots)
    pictures = pictures_of([member.operation.lot.work_order for member in run.seats], language)
    for member, words in zip(run.seats, shown.members, strict=True):
        lot = member.operation.lot
        lines = [*_words(words), *_steps(steps[lot.pk], seats, language)]
        _write_lot(sheet, lot, words, lines, pictures.get(lot.work_order_id))
    return sheet.as_bytes()


def work_order_traveller(work_order: WorkOrder, language: str) -> bytes:
    """Return the PDF of a work order: each lot with its steps and the runs that make them."""
    lots = list(work_order.lots.select_related("work_order").order_by("number"))
    members = _members([lot.pk for lot in lots])
    sheet = _sheet(_("Work order %(number)s") % {"number": work_order}, "")
    facts = [
        (_("For"), work_order.reference or work_order.sku),
        (_("Pieces"), str(work_order.quantity)),
        (_("Due"), moment_text(work_order.due_at)),
    ]
    _write_facts(sheet, facts)
    seats = {member.operation_id: member for member in members}
    words = shown_members(members, texts_of_members(members), language)
    by_lot = {member.operation.lot_id: shown for member, shown in zip(members, words, strict=True)}
    steps = _steps_by_lot([lot.pk for lot in lots])
    picture = pictures_of([work_order], language).get(work_order.pk)
    for lot in lots:
        shown = by_lot.get(lot.pk)
        lines = [*(_words(shown) if shown else ()), *_steps(steps[lot.pk], seats, language)]
        _write_lot(sheet, lot, shown, lines, picture)
    return sheet.as_bytes()


def terminal_url(run: Run) -> str:
    """Return the address at which a run stands on its work centre's terminal."""
    path = reverse("production:terminal", args=[run.work_centre.code])
    return f"{settings.SITE_URL}{path}#run-{run.number}"


def _sheet(title: str, code: str) -> Sheet:
    sheet = Sheet(title)
    if code:
        sheet.code(code, MARGIN)
    sheet.say("Tailorline", size=11, bold=True)
    sheet.gap(3)
    sheet.say(title, size=22, bold=True)
    sheet.set_y(MARGIN + CODE_WIDTH)
    return sheet


def _write_facts(sheet: Sheet, facts: Iterable[tuple[str, str]]) -> None:
    sheet.facts([(name, value) for name, value in facts if value])
    sheet.gap(5)


def _write_lot(
    sheet: Sheet,
    lot: Lot,
    shown: ShownMember | None,
    lines: Iterable[str],
    picture: Picture | None,
) -> None:
    pieces = ngettext("%(count)s piece", "%(count)s pieces", lot.good) % {"count": lot.good}
    name = f"{lot} · {shown.title}" if shown else str(lot)
    sheet.article(name, "\n".join(lines), pieces, picture, code=str(lot))


def _words(shown: ShownMember) -> list[str]:
    """Say what a member is: product, texts, set-up, due date."""
    setup = ", ".join(f"{word}: {value}" for word, value in shown.setup)
    texts = [f"“{text}”" for text in shown.texts]
    due = _("due %(due)s") % {"due": shown.due}
    return [line for line in (f"{shown.product}, {due}", setup, *texts) if line]


def _steps(steps: Iterable[Operation], seats: Seats, language: str) -> list[str]:
    """Say each step of a lot: what, where and why there, in which run, and whether it is done."""
    return [
        line
        for step in steps
        for line in (
            _step(step, seats.get(step.pk), language),
            alternative_sentence(step, language),
        )
        if line
    ]


def _step(step: Operation, seat: RunMember | None, language: str) -> str:
    name = in_language(step.name, language)
    place = in_language(step.work_centre.name, language) or step.work_centre.code
    run = _("Run %(number)s") % {"number": seat.run_id} if seat else ""
    done = _("done") if step.status == Operation.Status.DONE else ""
    return f"{step.position}. " + ", ".join(part for part in (name, place, run, done) if part)


def _steps_by_lot(lots: Collection[int]) -> Mapping[int, list[Operation]]:
    rows = Operation.objects.filter(lot__in=lots).exclude(status=Operation.Status.CANCELLED)
    steps: dict[int, list[Operation]] = defaultdict(list)
    ordered = rows.select_related("work_centre").order_by("lot", "position")
    for lot, mine in groupby(ordered, key=lambda step: step.lot_id):
        steps[lot] = list(mine)
    return steps


def _members(lots: Collection[int]) -> list[RunMember]:
    rows = RunMember.objects.filter(operation__lot__in=lots, is_active=True)
    return list(rows.select_related("operation__lot__work_order"))
