"""What is made already: the standard variants of a product, with stock and price."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from catalog.models import Product
from catalog.selectors.products import current_revision, product_by_code
from configurator.presenters.ready import ready_made_page
from configurator.selectors.assortment import variants_of
from configurator.words import current_language


class ReadyMadeView(View):
    """Show the standard variants of any product, made to order or not."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        return ready_page(request, product_by_code(code), timezone.now())


def ready_page(request: HttpRequest, product: Product, now: datetime) -> HttpResponse:
    """Answer with the page of a product's standard variants."""
    revision = current_revision(product, now)
    variants = variants_of([product], now) if revision else []
    page = ready_made_page(product, revision, variants, current_language())
    return render(request, "configurator/ready.html", {"page": page})
