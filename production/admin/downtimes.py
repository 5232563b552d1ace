"""Stops of machines: those of the floor are system records, others are planned ahead here."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.errors import Refusal
from production.models import Downtime
from production.services.downtimes import LONGEST_MIN, call_off_stop, plan_stop


class PlannedStopForm(forms.ModelForm):
    """A stop that is planned ahead, with its end."""

    started_at = forms.SplitDateTimeField(widget=AdminSplitDateTime, label=_("Starts at"))
    ended_at = forms.SplitDateTimeField(widget=AdminSplitDateTime, label=_("Ends at"))

    class Meta:
        model = Downtime
        fields = ["machine", "reason", "started_at", "ended_at"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        starts, ends = values.get("started_at"), values.get("ended_at")
        if starts and ends:
            minutes = (ends - starts).total_seconds() / 60
            if not 0 < minutes <= LONGEST_MIN or ends <= timezone.now():
                raise ValidationError(
                    _("A stop ends after it starts, within two weeks, and is not over yet.")
                )
            self.instance.expected_end = ends
        return values


@admin.register(Downtime)
class DowntimeAdmin(admin.ModelAdmin):
    form = PlannedStopForm
    list_display = ["machine", "reason", "started_at", "expected_end", "ended_at"]
    list_select_related = ["machine"]
    list_filter = ["reason", "machine__work_centre"]
    date_hierarchy = "started_at"
    ordering = ["-started_at"]
    actions = ["call_off"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody rewrites when a machine stood still; the action below needs to be shown."""
        return obj is None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Downtime, form: Any, change: bool) -> None:
        stop = plan_stop(
            machine=obj.machine,
            reason=obj.reason,
            starts_at=form.cleaned_data["started_at"],
            ends_at=form.cleaned_data["ended_at"],
            now=timezone.now(),
        )
        obj.pk = stop.pk

    @admin.action(description=_("Call off, or end now"), permissions=["change"])
    def call_off(self, request: HttpRequest, queryset: QuerySet[Downtime]) -> None:
        for downtime in queryset:
            try:
                call_off_stop(downtime=downtime, now=timezone.now())
            except Refusal as refusal:
                self.message_user(request, f"{downtime}: {refusal}", messages.ERROR)
            else:
                self.message_user(request, f"{downtime}: {_('called off')}", messages.SUCCESS)
