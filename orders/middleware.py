"""Let a guest's cart outlive the session: the browser keeps the visitor's key in a cookie."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from orders.visitors import COOKIE, KEPT_FOR, SESSION_NAME, key_in_cookie


class VisitorCookie:
    """Write the key when the session that holds it changes; signing out takes both away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.session.modified:
            return response
        key = request.session.get(SESSION_NAME)
        if key and key != key_in_cookie(request):
            response.set_signed_cookie(
                COOKIE,
                key,
                max_age=KEPT_FOR,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        elif request.session.is_empty() and COOKIE in request.COOKIES:
            response.delete_cookie(COOKIE, samesite="Lax")
        return response
