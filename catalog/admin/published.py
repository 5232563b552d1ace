"""What was published, to be looked at: revisions, publications, price list versions."""

import json

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from catalog.admin.base import ReadOnlyAdmin
from catalog.models import PriceListVersion, Publication, Revision

SHOWN_CHARACTERS = 20_000


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ["product", "number", "digest", "created_at"]
    list_select_related = ["product"]
    list_filter = ["product"]
    search_fields = ["digest", "product__code"]
    fields = ["product", "number", "digest", "created_at", "worked_out", "content"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).defer("document")

    @admin.display(description="worked out")
    def worked_out(self, revision: Revision) -> str:
        """Say what publishing worked out, such as which engine serves it and why."""
        notes = revision.artefacts.exclude(note="").values_list("note", flat=True)
        return " ".join(notes) or "-"

    @admin.display(description="document")
    def content(self, revision: Revision) -> str:
        return shown_document(revision.document)


@admin.register(PriceListVersion)
class PriceListVersionAdmin(ReadOnlyAdmin):
    list_display = ["price_list", "version", "digest", "created_at"]
    list_select_related = ["price_list"]
    list_filter = ["price_list"]
    search_fields = ["digest"]
    fields = ["price_list", "version", "digest", "created_at", "content"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PriceListVersion]:
        return super().get_queryset(request).defer("document")

    @admin.display(description="document")
    def content(self, version: PriceListVersion) -> str:
        return shown_document(version.document)


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    list_display = ["product", "revision_number", "starts_at", "ends_at", "published_by", "note"]
    list_select_related = ["product", "revision", "published_by"]
    list_filter = ["product"]
    search_fields = ["note", "product__code"]
    fields = ["product", "revision_number", "starts_at", "ends_at", "published_by", "note"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Publication]:
        return super().get_queryset(request).defer("revision__document")

    @admin.display(description="revision")
    def revision_number(self, publication: Publication) -> int:
        return publication.revision.number


def shown_document(document: dict[str, object]) -> str:
    """Return the beginning of a document, indented."""
    text = json.dumps(document, indent=2, ensure_ascii=False, sort_keys=True)
    rest = len(text) - SHOWN_CHARACTERS
    more = f"\n… {rest:,} characters more" if rest > 0 else ""
    return format_html("<pre>{}{}</pre>", text[:SHOWN_CHARACTERS], more)
