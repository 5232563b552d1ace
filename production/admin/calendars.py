"""Calendars with their shifts and closed days."""

from django.contrib import admin

from production.models import Calendar, ClosedDay, Shift


class ShiftInline(admin.TabularInline):
    model = Shift
    extra = 0


class ClosedDayInline(admin.TabularInline):
    model = ClosedDay
    extra = 0


@admin.register(Calendar)
class CalendarAdmin(admin.ModelAdmin):
    list_display = ["name", "time_zone"]
    search_fields = ["name"]
    inlines = [ShiftInline, ClosedDayInline]
