"""Modules in Django admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from catalog.admin.base import TEXTS_AS_LINES
from catalog.models import Module


@admin.register(Module)
class ModuleAdmin(admin.ModelAdmin):
    """Building blocks that products share."""

    list_display = ["code", "__str__"]
    search_fields = ["code", "name"]
    formfield_overrides = TEXTS_AS_LINES
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["code"] if obj else []
