"""The check of a draft whose rules hold for some days or channels only: what fits when, and where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from time import monotonic

import numpy as np
from django.utils.timezone import localdate

from catalog.canonical import Document
from catalog.findings import Finding
from catalog.language.context import (
    CHANNELS,
    context_of,
    is_limited,
    joined,
    rules_in_force,
    stretches,
)
from catalog.selectors.sentences import limit_words
from catalog.texts import MAIN_LANGUAGE
from configurator.engine import Answer, Compiled, Status, answer

LISTED = 20
LISTED_STRETCHES = 5
MOST_SECONDS = 4.0
Dead = dict[str, tuple[str, ...]]


def limited_findings(
    document: Document, compiled: Compiled, dead_always: Dead, now: datetime
) -> Sequence[Finding]:
    """Find the days, from today on, and the channels on which no design fits, or some option none.

    Left out are the options that fit on no day at all, which the caller knows.
    """
    rules, started = document["rules"], monotonic()
    found: dict[Finding, list[Document]] = {}
    for start, limits in stretches(rules, localdate(now)):
        if monotonic() - started > MOST_SECONDS:
            return [*_said(found), _not_all(limits)]
        channel = limits.get("channels", CHANNELS)[0]
        holding = [
            r["code"] for r in rules if is_limited(r) and rules_in_force([r], start, channel)
        ]
        answered = answer(compiled, context_of(rules, start, channel))
        for finding in _findings(document, answered, dead_always, holding):
            found.setdefault(finding, []).append(limits)
    return list(_said(found))


def dead_options(document: Document, answered: Answer) -> Dead:
    """Return the options that fit nothing, by group; groups without any are left out."""
    dead = {}
    for group in document["groups"]:
        if group.get("options"):
            blocked = np.flatnonzero(answered.status(group["code"]) == Status.BLOCKED)
            dead[group["code"]] = tuple(group["options"][index]["code"] for index in blocked)
    return {group: codes for group, codes in dead.items() if codes}


def listed(codes: Sequence[str]) -> str:
    """Return codes as a list that is not too long to read."""
    more = f" and {len(codes) - LISTED} more" if len(codes) > LISTED else ""
    return f"{', '.join(codes[:LISTED])}{more}"


def _findings(
    document: Document, answered: Answer, dead_always: Dead, holding: Sequence[str]
) -> Iterator[Finding]:
    if not answered.is_consistent:
        detail = f"Together with the rules that hold then: {listed(holding)}."
        yield Finding("No design fits all rules", detail, subject="/rules")
        return
    for group, codes in dead_options(document, answered).items():
        dead = [code for code in codes if code not in dead_always.get(group, ())]
        if dead:
            title, subject = f"{len(dead)} of {group} fit no design", f"/groups/{group}"
            yield Finding(title, listed(dead), severity="warns", subject=subject)


def _said(found: Mapping[Finding, Sequence[Document]]) -> Iterator[Finding]:
    for finding, limits in found.items():
        yield replace(finding, title=f"{finding.title} {_words(joined(limits))}")


def _words(limits: Sequence[Document]) -> str:
    said = [limit_words(one, MAIN_LANGUAGE) or "from today on" for one in limits]
    more = len(said) - LISTED_STRETCHES
    return "; ".join(said[:LISTED_STRETCHES]) + (f"; and {more} times more" if more > 0 else "")


def _not_all(limits: Document) -> Finding:
    """Return what is said where time is up: the stretches from this one on were not looked at."""
    detail = f"There was no time for the days {_words([{**limits, 'valid_until': None}])}."
    return Finding("Not all days and channels were checked", detail, "warns", "/rules")
