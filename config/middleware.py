"""Map refusals that a page's view did not show beside a field to a plain page."""

from collections.abc import Callable

from django.db import Error as DatabaseFailure
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.outage import try_again_page
from foundation.errors import Busy, Refusal, TooMany
from foundation.locks import as_busy


class RefusalMiddleware:
    """Show a `Refusal` as a page that says what to do; a busy database is a 503."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        refusal = as_busy(error) if isinstance(error, DatabaseFailure) else error
        if isinstance(refusal, Busy):
            return try_again_page(request, refusal)
        if not isinstance(refusal, Refusal):
            return None
        response = render(request, "refusal.html", {"refusal": refusal}, status=refusal.status)
        if isinstance(refusal, TooMany):
            response["Retry-After"] = str(refusal.retry_after_s)
        return response
