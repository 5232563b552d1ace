"""Compile drafts: small ones at once, large ones in a worker with limits and progress."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from time import monotonic

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from catalog.canonical import Document, canonical_text, digest_of
from configurator.compiling import CompilingFailed, compile_apart
from configurator.engine import (
    EngineError,
    Limits,
    Model,
    ModelTooLarge,
    Serving,
    TimeLimitReached,
    compile_diagrams,
    read_compiled,
)
from configurator.models import Compilation
from foundation.locks import claim_rows
from foundation.wakeups import wake

TASK = "configurator.tasks.compile_drafts"
# Longer than the time limit of a long task: a lease that is over means a killed worker.
LEASE = timedelta(minutes=11)
MOST_ATTEMPTS = 3
# Beat wakes workers every ten seconds: from here on something keeps them.
LONG_WAIT = timedelta(seconds=40)
TELL_EVERY_S = 0.4
# What a page may wait for; everything else is a worker's.
AT_ONCE = Limits(seconds=2.0, edges=1_000_000, cells=4_000_000, search=1_000_000)
# Reading more than this takes long by itself, before any limit on diagrams counts.
MOST_RULES_AT_ONCE, MOST_CELLS_AT_ONCE = 4_000, 250_000
TOO_LONG = "Compiling took longer than the worker may take"


def serving_of(document: Document) -> Serving:
    """Return a flat document compiled: by a worker, at once, or in full here.

    Raises
    ------
    EngineError
        Where no engine can take it; also the problem that a worker met.
    """
    ended = Compilation.objects.filter(digest=digest_of(document), finished_at__isnull=False)
    found = ended.only("content", "note", "problem").first()
    if found is None:
        text = canonical_text(document)
        return _at_once(text) or _in_full(text)
    if found.content is None:
        raise CompilingFailed(found.problem)
    return Serving(read_compiled(bytes(found.content)), found.note)


def prepare_engine(
    document: Document, product_code: str, *, now: datetime, is_afresh: bool = False
) -> str:
    """Have a worker compile a flat document that takes long; say how far it is, "" when ready.

    One that failed is compiled once more when it is to begin afresh.
    """
    digest = digest_of(document)
    if is_afresh:
        Compilation.objects.filter(digest=digest).exclude(problem="").delete()
    found = Compilation.objects.filter(digest=digest).defer("document", "content").first()
    if found is None:
        try:
            if _at_once(canonical_text(document)):
                return ""
        except EngineError:
            return ""
        found = _ask(document, digest, product_code, now)
    if found.finished_at is not None:
        return ""
    minutes, seconds = divmod(int((now - found.created_at).total_seconds()), 60)
    since = f"{minutes}:{seconds:02}"
    if found.leased_until is not None:
        return f"A worker compiles the rules, for {since} minutes now. Last news: {found.step or 'begun'}."
    if now - found.created_at < LONG_WAIT:
        return "The rules take long to compile: waiting for a worker."
    return (
        f"The rules take long to compile, and no worker has taken them for {since} minutes: it "
        "compiles something else, or the worker for long tasks does not run."
    )


def run_due_compilation(
    *,
    now: datetime,
    clock: Callable[[], datetime] = timezone.now,
    limits: Limits | None = None,
) -> Compilation | None:
    """Compile the oldest draft that waits, or whose worker was killed; None when there is none."""
    compilation = _claim(now)
    if compilation is None:
        return None
    if compilation.attempts > MOST_ATTEMPTS:
        _end(compilation, clock(), problem="The worker was killed three times: too much memory?")
        return compilation
    try:
        compiled = compile_apart(compilation.document, limits, _teller(compilation))
    except SoftTimeLimitExceeded:
        _end(compilation, clock(), problem=TOO_LONG)
    except EngineError as error:
        _end(compilation, clock(), problem=str(error))
    else:
        _end(compilation, clock(), content=compiled.content, note=compiled.note)
    wake(TASK)
    return compilation


def _ask(document: Document, digest: str, product_code: str, now: datetime) -> Compilation:
    """Write down what a worker has to compile; earlier drafts of the product are let go."""
    with transaction.atomic():
        Compilation.objects.filter(product_code=product_code).exclude(digest=digest).delete()
        found, _ = Compilation.objects.get_or_create(
            digest=digest,
            defaults={"product_code": product_code, "document": document, "created_at": now},
        )
        wake(TASK)
    return found


def _claim(now: datetime) -> Compilation | None:
    with transaction.atomic():
        is_free = Q(leased_until=None) | Q(leased_until__lte=now)
        due = Compilation.objects.filter(is_free, finished_at=None).order_by("pk")
        claimed = claim_rows(due, 1)
        if not claimed:
            return None
        compilation = claimed[0]
        compilation.attempts += 1
        compilation.leased_until = now + LEASE
        compilation.save(update_fields=["attempts", "leased_until"])
        return compilation


def _end(
    compilation: Compilation,
    now: datetime,
    *,
    content: bytes | None = None,
    note: str = "",
    problem: str = "",
) -> None:
    """End it, unless the draft changed and it was let go, or another worker has it by now."""
    mine = Compilation.objects.filter(pk=compilation.pk, attempts=compilation.attempts)
    mine.update(content=content, note=note, problem=problem, finished_at=now, leased_until=None)


def _teller(compilation: Compilation) -> Callable[[str], None]:
    told = float("-inf")

    def tell(step: str) -> None:
        nonlocal told
        if monotonic() - told >= TELL_EVERY_S:
            told = monotonic()
            mine = Compilation.objects.filter(pk=compilation.pk, attempts=compilation.attempts)
            mine.update(step=step[:200])

    return tell


@lru_cache(maxsize=4)
def _at_once(text: str) -> Serving | None:
    """Compile within what a page may wait for; None where that is not enough."""
    document = json.loads(text)
    rules = document["rules"]
    cells = sum(len(rule.get("rows", ())) * len(rule.get("columns", ())) for rule in rules)
    if len(rules) > MOST_RULES_AT_ONCE or cells > MOST_CELLS_AT_ONCE:
        return None
    try:
        return compile_diagrams(Model.from_document(document), AT_ONCE)
    except (ModelTooLarge, TimeLimitReached):
        return None


@lru_cache(maxsize=2)
def _in_full(text: str) -> Serving:
    compiled = compile_apart(json.loads(text))
    return Serving(read_compiled(compiled.content), compiled.note)
