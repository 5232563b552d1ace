"""`/designs/`: the designs of this browser, and the field that opens one by its code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from configurator.models import Configuration
from configurator.presenters.designs import design_cards
from configurator.services.configurations import get_for
from configurator.services.designs import design_by_code
from configurator.sessions import is_own, own_identities, remember
from configurator.words import current_language
from foundation.errors import NotFound, TooMany
from foundation.signed_in import signed_in_account

SHOWN = 12


class DesignsView(View):
    """Show this browser's designs; go on with one of them, or with one from another device."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        typed = request.POST.get("code", "")
        try:
            design = self.asked(request, typed)
        except (NotFound, TooMany) as refusal:
            return self.page(request, typed=typed, error=refusal.message, status=refusal.status)
        remember(request.session, design)
        return redirect("configurator:product", code=design.product_code)

    def asked(self, request: HttpRequest, typed: str) -> Configuration:
        """Return the design that the pressed button or the typed code names."""
        if "design" in request.POST:
            design = get_for(request.POST["design"], account=None)
            if is_own(request.session, design):
                return design
        address = request.META.get("REMOTE_ADDR", "")
        return design_by_code(text=typed, address=address, now=timezone.now())

    def page(
        self, request: HttpRequest, *, typed: str = "", error: str = "", status: int = 200
    ) -> HttpResponse:
        """Answer with the page, and with what was typed where it opened nothing."""
        now = timezone.now()
        identities = own_identities(request.session)[:SHOWN]
        cards = design_cards(identities, current_language(), now, signed_in_account(request))
        context = {"cards": cards, "typed": typed, "error": error}
        return render(request, "configurator/designs.html", context, status=status)
