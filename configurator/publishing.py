"""What publishing a revision asks of the engine: one check and one stored artefact."""

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from catalog.canonical import Document, canonical_text
from catalog.findings import Finding
from catalog.models import Product, Revision, RevisionArtefact
from catalog.services.publishing import register_check, register_step
from configurator.artefacts import ENGINE, compile_document
from configurator.engine import Answer, Artefact, EngineError, Status, answer

LISTED = 20


def register() -> None:
    """Have the engine look at every draft and keep what it compiled."""
    register_check("Every option fits some design", check_with_engine)
    register_step("configurator.engine", store_artefact)


def check_with_engine(document: Document, product: Product) -> Sequence[Finding]:
    """Find a model that the engine cannot take or that no design fits, and dead options."""
    try:
        artefact = _compiled(canonical_text(document))
    except EngineError as error:
        return [Finding("The rules cannot be compiled", str(error), subject="/rules")]
    if artefact.is_void:
        return [
            Finding(
                "No design fits all rules",
                "The rules contradict each other: not one complete design is left.",
                subject="/rules",
            )
        ]
    return list(_dead_options(document, answer(artefact, {})))


def store_artefact(revision: Revision) -> None:
    """Store the compiled engine beside its revision."""
    artefact = _compiled(canonical_text(revision.document))
    RevisionArtefact.objects.create(revision=revision, kind=ENGINE, content=artefact.to_bytes())


def _dead_options(document: Document, answered: Answer) -> Iterator[Finding]:
    for group in document["groups"]:
        if not group.get("options"):
            continue
        blocked = np.flatnonzero(answered.status(group["code"]) == Status.BLOCKED)
        dead = [group["options"][index]["code"] for index in blocked]
        if dead:
            more = f" and {len(dead) - LISTED} more" if len(dead) > LISTED else ""
            yield Finding(
                f"{len(dead)} of {group['code']} fit no design",
                f"{', '.join(dead[:LISTED])}{more}",
                severity="warns",
                subject=f"/groups/{group['code']}",
            )


@lru_cache(maxsize=2)
def _compiled(text: str) -> Artefact:
    """Compile once for the check and the step that follow each other."""
    return compile_document(json.loads(text))
