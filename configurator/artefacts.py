"""What a process keeps of each revision: its document, indexed, and the compiled engine."""

import gc
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from catalog.language.context import context_of
from catalog.language.flattening import flat_document
from catalog.models import Revision, RevisionArtefact
from configurator.compiling import compile_apart
from configurator.engine import Compiled, read_compiled

ENGINE = "engine"
KEPT_REVISIONS = 24


@dataclass(frozen=True, slots=True, eq=False)
class LoadedRevision:
    """One published document with its groups by code, shared by all requests, never changed.

    The document is written out flat: groups inside others stand once for each copy, by path.
    """

    digest: str
    document: dict[str, Any]
    groups: Mapping[str, dict[str, Any]]
    options: Mapping[str, Mapping[str, dict[str, Any]]]
    rules: Mapping[str, dict[str, Any]]
    artefact: Compiled

    def context(self, day: date, channel: str) -> dict[str, str]:
        """Return what its rules are judged in on a day through a channel; {} where none is limited."""
        return context_of(self.document["rules"], day, channel)

    @property
    def product_code(self) -> str:
        return str(self.document["product"])


def load_revision(revision: Revision) -> LoadedRevision:
    """Return the document and engine of a revision, from this process's memory if it can."""
    return _load(revision.digest, revision.pk)


def engine_for(revision: Revision) -> Compiled:
    """Return the compiled engine of a revision."""
    return load_revision(revision).artefact


@lru_cache(maxsize=KEPT_REVISIONS)
def _load(digest: str, revision_id: int) -> LoadedRevision:
    written = Revision.objects.values_list("document", flat=True).get(pk=revision_id)
    document = flat_document(written)
    stored = RevisionArtefact.objects.filter(revision_id=revision_id, kind=ENGINE).first()
    loaded = LoadedRevision(
        digest=digest,
        document=document,
        groups={group["code"]: group for group in document["groups"]},
        options={
            group["code"]: {option["code"]: option for option in group.get("options", [])}
            for group in document["groups"]
        },
        rules={rule["code"]: rule for rule in document["rules"]},
        # A revision published before the engine existed has no artefact: compile it here.
        artefact=read_compiled(bytes(stored.content))
        if stored
        else read_compiled(compile_apart(document).content),
    )
    # It stays for good: the garbage collector would walk ten thousand options in vain, in the
    # middle of clicks, which then take three times as long.
    gc.freeze()
    return loaded
