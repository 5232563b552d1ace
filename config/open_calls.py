"""Limit what one address may use of the open calls, in requests and in seconds of computing.

Kept in the memory of each process: an exact count over all processes would cost a write for each
click, and the limit is there to stop a flood, not to bill. Calls with a key are not limited here.
"""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from config.problem_details import CONTENT_TYPE
from foundation.errors import TooMany

OPEN_PATHS = ("/api/v1/", "/p/", "/designs/", "/cart/")
MOST_ADDRESSES = 10_000
MINUTE_S = 60.0


@dataclass(slots=True)
class Bucket:
    """Fills with use, drains with time; `at` is on the monotonic clock."""

    requests: float = 0.0
    seconds: float = 0.0
    at: float = 0.0

    def drain(self, now: float) -> None:
        minutes = max(0.0, now - self.at) / MINUTE_S
        self.requests = max(0.0, self.requests - minutes * settings.OPEN_CALLS_PER_MIN)
        self.seconds = max(0.0, self.seconds - minutes * settings.OPEN_SECONDS_PER_MIN)
        self.at = now

    def wait_s(self) -> int:
        """Return the seconds until there is room again; none where there is."""
        waits = (
            (self.requests + 1 - settings.OPEN_CALLS_BURST) / settings.OPEN_CALLS_PER_MIN,
            (self.seconds - settings.OPEN_SECONDS_BURST) / settings.OPEN_SECONDS_PER_MIN,
        )
        return math.ceil(max(0.0, *waits) * MINUTE_S)


class OpenCallLimits:
    """Answer 429 with `Retry-After` to an address that has used up its share."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.buckets: OrderedDict[str, Bucket] = OrderedDict()
        self.lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_open_call(request):
            return self.get_response(request)
        bucket = self._bucket(address_of(request))
        wait_s = bucket.wait_s()
        if wait_s:
            return refused(request, wait_s)
        bucket.requests += 1
        before = time.thread_time()
        response = self.get_response(request)
        bucket.seconds += time.thread_time() - before
        return response

    def _bucket(self, address: str) -> Bucket:
        now = time.monotonic()
        with self.lock:
            bucket = self.buckets.pop(address, None) or Bucket(at=now)
            bucket.drain(now)
            self.buckets[address] = bucket
            while len(self.buckets) > MOST_ADDRESSES:
                self.buckets.popitem(last=False)
        return bucket


def is_open_call(request: HttpRequest) -> bool:
    """Say whether anybody may make this call: no key names who does."""
    return request.path.startswith(OPEN_PATHS) and "Authorization" not in request.headers


def address_of(request: HttpRequest) -> str:
    """Return the caller's address; behind a proxy of ours, the one that the proxy saw."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "")
        return forwarded.rsplit(",", 1)[-1].strip() or str(request.META.get("REMOTE_ADDR", ""))
    return str(request.META.get("REMOTE_ADDR", ""))


def refused(request: HttpRequest, wait_s: int) -> HttpResponse:
    """Return the refusal as REST clients and people read it."""
    refusal = TooMany(
        _("Too many requests from your address. Try again in %(seconds)s s.") % {"seconds": wait_s},
        code="too_many_requests",
        retry_after_s=wait_s,
    )
    return as_response(request, refusal)


def as_response(request: HttpRequest, refusal: TooMany) -> HttpResponse:
    if request.path.startswith("/api/"):
        body = {
            "type": f"urn:tailorline:problem:{refusal.code.replace('_', '-')}",
            "title": str(refusal.title),
            "status": refusal.status,
            "detail": refusal.message,
            "code": refusal.code,
            **refusal.details,
        }
        response: HttpResponse = JsonResponse(body, status=429, content_type=CONTENT_TYPE)
    else:
        response = render(request, "refusal.html", {"refusal": refusal}, status=429)
    response["Retry-After"] = str(refusal.retry_after_s)
    return response
