"""What publishing a revision asks of the engine: a preparation, a check, a stored artefact."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from catalog.canonical import Document
from catalog.findings import Finding
from catalog.language.flattening import flat_document
from catalog.models import Product, Revision, RevisionArtefact
from catalog.services.publishing import register_check, register_preparation, register_step
from configurator.artefacts import ENGINE
from configurator.engine import EngineError, answer
from configurator.limited_rules import check_limited_rules, dead_options, listed
from configurator.services.compilations import prepare_engine, serving_of


def register() -> None:
    """Have the engine look at every draft and keep what it compiled."""
    register_check("Every option fits some design", check_with_engine)
    register_check("Designs fit on every day and through every channel", check_limited_rules)
    register_step("configurator.engine", store_artefact)
    register_preparation("configurator.engine", prepare_draft)


def prepare_draft(document: Document, product: Product, now: datetime) -> str:
    """Have a draft that takes long compiled by a worker; "" when it is ready."""
    return prepare_engine(document, product.code, now=now)


def check_with_engine(document: Document, product: Product, now: datetime) -> Sequence[Finding]:
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
    found = list(_dead_findings(dead_options(document, answer(serving.compiled, {}))))
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
