"""Admin pages of people and keys; events and deliveries are read-only."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.auth.admin import UserAdmin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from foundation.models import Account, ApiKey, CustomerGroup, Event, Job, OutboxMessage, User
from foundation.services.accounts import move_accounts

admin.site.register(User, UserAdmin)


class ReadOnlyAdmin(admin.ModelAdmin):
    """System records: to be looked at, never edited."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(CustomerGroup)
class CustomerGroupAdmin(admin.ModelAdmin):
    """Groups of customers: price lists name the one that they hold for."""

    list_display = ["name", "code", "members"]
    search_fields = ["name", "code"]
    prepopulated_fields = {"code": ["name"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[CustomerGroup]:
        return super().get_queryset(request).annotate(member_count=Count("accounts"))

    @admin.display(description="customers", ordering="member_count")
    def members(self, group: CustomerGroup) -> str:
        url = reverse("admin:foundation_account_changelist")
        count = group.member_count  # type: ignore[attr-defined]  # annotated
        return format_html('<a href="{}?customer_group__id__exact={}">{}</a>', url, group.pk, count)


class MoveForm(ActionForm):
    """The group that the action moves the selected customers to."""

    to_group = forms.ModelChoiceField(
        CustomerGroup.objects.all(), required=False, empty_label="Retail, no group", label="Group"
    )


@admin.register(Account)
class AccountAdmin(admin.ModelAdmin):
    list_display = ["name", "email", "user", "customer_group", "currency", "created_at"]
    list_select_related = ["user", "customer_group"]
    list_filter = ["customer_group", "currency"]
    search_fields = ["name", "email"]
    autocomplete_fields = ["user", "customer_group"]
    action_form = MoveForm
    actions = ["move_to_group"]

    @admin.action(description="Move to the group", permissions=["change"])
    def move_to_group(self, request: HttpRequest, queryset: QuerySet[Account]) -> None:
        """Put the selected customers into the group that stands beside the action."""
        chosen = request.POST.get("to_group") or 0
        group = CustomerGroup.objects.filter(pk=chosen).first()
        moved = move_accounts(accounts=queryset, group=group)
        told = f"{moved} moved to {group or 'retail'}. Their prices follow at once."
        self.message_user(request, told, messages.SUCCESS)


@admin.register(ApiKey)
class ApiKeyAdmin(ReadOnlyAdmin):
    list_display = ["name", "prefix", "account", "scopes", "created_at", "revoked_at"]
    list_select_related = ["account"]
    search_fields = ["name", "prefix"]


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ["id", "name", "reference", "happened_at"]
    list_filter = ["name"]
    search_fields = ["reference"]


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnlyAdmin):
    list_display = ["id", "event", "handler", "status", "attempts", "due_at"]
    list_select_related = ["event"]
    list_filter = ["status"]


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    list_display = ["id", "kind", "subject", "status", "progress", "created_at"]
    list_filter = ["status", "kind"]
