"""What a page answers while the database is away: what was sent can be sent once more."""

import sys

from django.db import Error as DatabaseFailure
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

from config.themes import theme_of
from foundation.errors import Busy
from foundation.locks import as_busy

# Never written into a page, not even into the one that the sender gets back.
SECRET_WORDS = ("password", "card_")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an error that met no view of ours, such as a session that could not be saved."""
    error = sys.exc_info()[1]
    refusal = as_busy(error) if isinstance(error, DatabaseFailure) else None
    return try_again_page(request, refusal) if refusal else defaults.server_error(request)


def try_again_page(request: HttpRequest, refusal: Busy) -> HttpResponse:
    """Return the 503 that carries the form as it was sent; it asks the database nothing.

    Passwords, cards and files are not carried: there the page says that Back still has them.
    """
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    has_secrets = any(word in name for name, _value in sent for word in SECRET_WORDS)
    context = {
        "refusal": refusal,
        "theme": theme_of(request),
        "address": request.get_full_path(),
        "is_post": request.method == "POST",
        "can_send_again": not has_secrets and not request.FILES,
        "sent": [] if has_secrets else sent,
    }
    page = render_to_string("503.html", context)
    headers = {"Retry-After": str(refusal.retry_after_s), "Cache-Control": "no-store"}
    return HttpResponse(page, status=refusal.status, headers=headers)
