"""`/p/<product>/compare/`: up to four designs side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from catalog.texts import in_language
from configurator.models import Configuration
from configurator.presenters.compare import compare_page
from configurator.sales import sale_of
from configurator.services.comparisons import MOST, compared_designs
from configurator.services.configurations import get_for
from configurator.sessions import compared, current_identity, is_own
from configurator.words import current_language
from foundation.errors import NotFound
from foundation.signed_in import signed_in_account


class CompareView(View):
    """Show the designs that the address names, else those that this browser has marked.

    ``d`` is the link of a design, ``with`` an option ``group=option`` to be tried in the
    browser's own design, ``all`` asks for the rows that do not differ as well.
    """

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        now, language = timezone.now(), current_language()
        sale = sale_of(code, now, account=signed_in_account(request))
        present = _present(request, code)
        shares = request.GET.getlist("d")[:MOST]
        tried = [word.partition("=") for word in request.GET.getlist("with")[:MOST]]
        if not shares and not tried:
            shares = compared(request.session, code)
        found = compared_designs(
            product_code=code,
            shares=shares,
            options=[(group, option) for group, _sign, option in tried],
            present=present,
            language=language,
            now=now,
            sale=sale,
        )
        page = compare_page(
            found,
            title=in_language(sale.revision.product.name, language),
            product_url=reverse("configurator:product", args=[code]),
            is_whole="all" in request.GET,
            now=now,
            texts_shown=[_may_read(request, one.state.configuration) for one in found],
        )
        return render(request, "configurator/compare.html", {"page": page})


def _present(request: HttpRequest, code: str) -> Configuration | None:
    try:
        return get_for(current_identity(request.session, code), account=None)
    except NotFound:
        return None


def _may_read(request: HttpRequest, design: Configuration) -> bool:
    is_tried = design._state.adding
    return is_tried or design.shares_texts or is_own(request.session, design)
