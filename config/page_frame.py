"""What the frame of every page shows: products in the header, pieces in the cart, light or dark."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from catalog.models import Product
from catalog.selectors.products import current_revisions, listed_products
from catalog.texts import in_language
from config.themes import theme_of
from orders.selectors.carts import pieces_in_cart
from orders.visitors import visitor_of


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's values; pages that do not show them cost no query."""
    return {
        "navigation": SimpleLazyObject(lambda: _navigation(request.path)),
        "cart_count": SimpleLazyObject(lambda: pieces_in_cart(visitor_of(request))),
        "theme": theme_of(request),
    }


def _navigation(path: str) -> list[dict[str, Any]]:
    """The made-to-order products on sale; what is ready made stands on the shop front."""
    language = get_language() or "en"
    on_sale = current_revisions(timezone.now())
    items = []
    for product in listed_products().filter(kind=Product.Kind.CONFIGURABLE, code__in=on_sale):
        url = reverse("configurator:product", args=[product.code])
        name = in_language(product.name, language)
        items.append({"name": name, "url": url, "is_current": path.startswith(url)})
    return items
