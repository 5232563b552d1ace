"""The pages on which a product is checked and published, or withdrawn."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from catalog.differences import differences
from catalog.document import draft_document
from catalog.models import Product, Revision
from catalog.permissions import check_publish
from catalog.selectors.products import current_revision
from catalog.services.publishing import check_document, next_number, prepare, publish, withdraw
from foundation.errors import Refusal

REFRESH_S = 3


class PublishForm(forms.Form):
    """Why, and from when."""

    note = forms.CharField(
        label="Why, for the history",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    starts_at = forms.DateTimeField(
        label="From",
        required=False,
        help_text="Empty: at once.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )


class WithdrawForm(forms.Form):
    """Why."""

    note = forms.CharField(
        label="Why, for the history",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


def publish_page(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the checks find; publish when asked."""
    check_publish(request.user)
    product = get_object_or_404(Product, pk=pk)
    is_afresh = "again" in request.POST
    waiting = prepare(draft_document(product), product, now=timezone.now(), is_afresh=is_afresh)
    if is_afresh:
        return HttpResponseRedirect(request.path)
    if waiting:
        return _waiting_page(admin, request, product, waiting)
    form = PublishForm(request.POST or None)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            revision = publish(
                product, actor=request.user, now=timezone.now(), **_given(form.cleaned_data)
            )
        except Refusal as refusal:
            refused = refusal.message
        else:
            done = f"{product}: revision {revision.number} is published."
            return _back(admin, request, product, done)
    context = _publish_context(product) | {"form": form, "refused": refused}
    status = 422 if request.method == "POST" else 200
    return _page(admin, request, product, "publish", context, status)


def withdraw_page(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then take the product off sale."""
    check_publish(request.user)
    product = get_object_or_404(Product, pk=pk)
    form = WithdrawForm(request.POST or None)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            withdraw(
                product, actor=request.user, now=timezone.now(), note=form.cleaned_data["note"]
            )
        except Refusal as refusal:
            refused = refusal.message
        else:
            return _back(admin, request, product, f"{product} is no longer on sale.")
    context = {"title": f"Withdraw {product}", "form": form, "refused": refused}
    status = 422 if request.method == "POST" else 200
    return _page(admin, request, product, "withdraw", context, status)


def _waiting_page(
    admin: ModelAdmin, request: HttpRequest, product: Product, waiting: str
) -> HttpResponse:
    """Say what a worker still does; the page asks again by itself, nothing is published yet."""
    context = {
        "title": f"Publish {product}, revision {next_number(product)}",
        "waiting": waiting,
        "is_refused": request.method == "POST",
    }
    status = 409 if request.method == "POST" else 200
    response = _page(admin, request, product, "preparing", context, status)
    response["Refresh"] = f"{REFRESH_S}; url={request.path}"
    return response


def _publish_context(product: Product) -> dict[str, Any]:
    document = draft_document(product)
    now = timezone.now()
    report = check_document(document, product, now=now)
    latest = current_revision(product, now)
    return {
        "title": f"Publish {product}, revision {next_number(product)}",
        "report": report,
        "stopping": sum(finding.stops for finding in report.findings),
        "warning": sum(not finding.stops for finding in report.findings),
        "fine": sum(not result.findings for result in report.results),
        "latest": latest,
        "differences": _differences(latest, document),
    }


def _differences(latest: Revision | None, document: dict[str, Any]) -> list[Any]:
    return differences(latest.document, document) if latest else []


def _given(cleaned: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in cleaned.items() if value}


def _page(
    admin: ModelAdmin,
    request: HttpRequest,
    product: Product,
    name: str,
    context: dict[str, Any],
    status: int,
) -> HttpResponse:
    own = {**admin.admin_site.each_context(request), "product": product, "opts": admin.opts}
    template = f"admin/catalog/product/{name}.html"
    return TemplateResponse(request, template, own | context, status=status)


def _back(admin: ModelAdmin, request: HttpRequest, product: Product, message: str) -> HttpResponse:
    admin.message_user(request, message, messages.SUCCESS)
    return HttpResponseRedirect(reverse("admin:catalog_product_change", args=[product.pk]))
