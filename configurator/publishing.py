"""What publishing a revision asks of the engine: a preparation, a check, a stored artefact."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from catalog.canonical import Document
from catalog.findings import Finding
from catalog.language.flattening import flat_document
from catalog.models import Product, Revision, RevisionArtefact
from catalog.services.publishing import register_check, register_preparation, register_step
from configurator.artefacts import ENGINE
from configurator.compiling import CompilingFailed
from configurator.engine import EngineError, answer
from configurator.limited_rules import dead_options, limited_findings, listed
from configurator.services.compilations import prepare_engine, serving_of


def register() -> None:
    """Have the engine look at every draft and keep what it compiled."""
    register_check("Every option fits some design", check_with_engine)
    register_step("configurator.engine", store_artefact)
    register_preparation("configurator.engine", prepare_draft)


def prepare_draft(document: Document, product: Product, now: datetime, is_afresh: bool) -> str:
    """Have a draft that takes long compiled by a worker; "" when it is ready."""
    return prepare_engine(document, product.code, now=now, is_afresh=is_afresh)


def check_with_engine(document: Document, product: Product, now: datetime) -> Sequence[Finding]:
    """Find a model that the engine cannot take or that no design fits, and dead options."""
    try:
        serving = serving_of(document)
    except EngineError as error:
        return [
            Finding(
                "The rules cannot be compiled",
                f"{str(error)[:1].upper()}{str(error)[1:]}.".replace("..", "."),
                subject="/rules",
                is_worth_another_try=isinstance(error, CompilingFailed),
            )
        ]
    if serving.compiled.is_void:
        return [
            Finding(
                "No design fits all rules",
                "The rules contradict each other: not one complete design is left.",
                subject="/rules",
            )
        ]
    dead = dead_options(document, answer(serving.compiled, {}))
    found = [*_dead_findings(dead), *limited_findings(document, serving.compiled, dead, now)]
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


def _dead_findings(dead_by_group: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    for group, dead in dead_by_group.items():
        yield Finding(
            f"{len(dead)} of {group} fit no design",
            listed(dead),
            severity="warns",
            subject=f"/groups/{group}",
        )
