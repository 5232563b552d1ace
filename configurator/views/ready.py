"""What is made already: the standard variants of a product, with stock and price."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from catalog.models import Revision
from configurator.artefacts import load_revision
from configurator.presenters.ready import ready_made_page
from configurator.sales import sale_of
from configurator.selectors.assortment import variants_of
from configurator.words import current_language
from foundation.signed_in import signed_in_account


class ReadyMadeView(View):
    """Show the standard variants of any product, made to order or not."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        now = timezone.now()
        return ready_page(request, sale_of(code, now).revision, now)


def ready_page(request: HttpRequest, revision: Revision, now: datetime) -> HttpResponse:
    """Answer with the page of a product's standard variants."""
    variants = variants_of([revision.product], now, signed_in_account(request))
    page = ready_made_page(
        load_revision(revision).document, revision.product, variants, current_language()
    )
    return render(request, "configurator/ready.html", {"page": page})
