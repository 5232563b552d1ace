"""`/p/<product>/learned/`: what customers chose and what stopped them, for staff."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from configurator.artefacts import load_revision
from configurator.permissions import check_see_learned
from configurator.presenters.learned_page import learned_page
from configurator.sales import sale_of
from configurator.selectors.learned import learned
from configurator.words import current_language


@require_safe
@never_cache
@login_required
def learned_view(request: HttpRequest, code: str) -> HttpResponse:
    """Show popularity, where designs stop, and the rules that stop the most."""
    check_see_learned(request.user)
    now = timezone.now()
    loaded = load_revision(sale_of(code, now).revision)
    page = learned_page(loaded, learned(code, now), current_language())
    return render(request, "configurator/learned.html", {"page": page})
