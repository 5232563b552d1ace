"""What publishing a revision asks of the engine: a preparation, a check, a stored artefact."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import numpy as np

from catalog.canonical import Document
from catalog.findings import Finding
from catalog.language.flattening import flat_document
from catalog.models import Product, Revision, RevisionArtefact
from catalog.services.publishing import register_check, register_preparation, register_step
from configurator.artefacts import ENGINE
from configurator.engine import Answer, EngineError, Status, answer
from configurator.services.compilations import prepare_engine, serving_of

LISTED = 20


def register() -> None:
    """Have the engine look at every draft and keep what it compiled."""
    register_check("Every option fits some design", check_with_engine)
    register_step("configurator.engine", store_artefact)
    register_preparation("configurator.engine", prepare_draft)


def prepare_draft(document: Document, product: Product, now: datetime) -> str:
    """Have a draft that takes long compiled by a worker; "" when it is ready."""
    return prepare_engine(document, product.code, now=now)


def check_with_engine(document: Document, product: Product) -> Sequence[Finding]:
    """Find a model that the engine cannot take or that no design fits, and dead options."""
    try:
        serving = serving_of(document)
    except EngineError as error:
        return [Finding("The rules cannot be compiled", str(error), subject="/rules")]
    if serving.compiled.is_void:
        return [
            Finding(
                "No design fits all rules",
                "The rules contradict each other: not one complete design is left.",
                subject="/rules",
            )
        ]
    found = list(_dead_options(document, answer(serving.compiled, {})))
    return found if serving.is_exact else [*found, _fall_back(serving.note)]


def _fall_back(note: str) -> Finding:
    return Finding("Served without diagrams", note, severity="warns", subject="/rules")


def store_artefact(revision: Revision) -> None:
    """Store the compiled engine beside its revision."""
    serving = serving_of(flat_document(revision.document))
    RevisionArtefact.objects.create(
        revision=revision,
        kind=ENGINE,
        content=serving.compiled.to_bytes(),
        note=serving.note,
    )


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
