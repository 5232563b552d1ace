"""The shop front."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from configurator.presenters.shop import shop_page
from configurator.selectors.assortment import current_products, variants_of
from configurator.selectors.showcase import showcase
from configurator.words import current_language


class HomeView(View):
    """Show the breadth, a first price and a first date."""

    def get(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        products = list(current_products(now))
        shown = showcase(now)
        page = shop_page(
            shown.pieces,
            variants_of(products, now),
            shown.documents,
            language=current_language(),
            now=now,
        )
        return render(request, "shop/home.html", {"page": page})
