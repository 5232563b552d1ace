"""Pages of a list by key: ``{"results": [...], "next": URL or null}``."""

from typing import Any

from rest_framework.pagination import CursorPagination
from rest_framework.response import Response

PAGE_SIZE = 50


class KeysetPagination(CursorPagination):
    """Pages that stay right while rows are added; `ordering` must end in a unique field."""

    page_size = PAGE_SIZE
    ordering = "-pk"

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"results": data, "next": self.get_next_link()})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["results", "next"],
            "properties": {
                "results": schema,
                "next": {"type": "string", "format": "uri", "nullable": True},
            },
        }
