"""The shop front."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views import View

from configurator.presenters.shop import ready_cards, shop_page
from configurator.selectors.assortment import current_documents, current_products, variants_of
from configurator.selectors.showcase import showcase
from configurator.words import current_language
from foundation.signed_in import signed_in_account

COMPARISON = "/compare/"


class HomeView(View):
    """Show the breadth, a first price and a first date."""

    def get(self, request: HttpRequest) -> HttpResponse:
        now, account = timezone.now(), signed_in_account(request)
        products = list(current_products(now))
        shown = showcase(now, account)
        page = shop_page(
            shown.pieces,
            variants_of(products, now, account),
            shown.documents,
            language=current_language(),
            now=now,
            has_comparison=_is_page(COMPARISON),
        )
        return render(request, "shop/home.html", {"page": page})


class ShelfView(View):
    """Show everything that is ready made and in stock."""

    def get(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        ready = variants_of(list(current_products(now)), now, signed_in_account(request))
        cards = ready_cards(ready, current_documents(now), current_language())
        return render(request, "shop/shelf.html", {"cards": cards})


def _is_page(path: str) -> bool:
    """Say whether an address of a room above is served here: its names are not known below."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
