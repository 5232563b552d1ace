"""The live server that journeys look at: made slow on purpose, and waited for at their end."""

import socket
import threading
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

ANSWERED_S = 120
STATIC = "/static/"
THREAD = "process_request_thread"


class SlowApplication:
    """Begin with each page late: a press that nobody waited for has then not arrived yet."""

    def __init__(self, application, seconds: float) -> None:
        self.application = application
        self.seconds = seconds

    def __call__(self, environ, start_response) -> Iterable[bytes]:
        if not environ["PATH_INFO"].startswith(STATIC):
            time.sleep(self.seconds)
        return self.application(environ, start_response)


def wait_until_answered(url: str) -> None:
    """Return once the server is at work on nothing; its visitors have to be gone.

    A request whose visitor left is answered all the same, and would write into the tables of the
    next test, or keep them from being emptied.
    """
    take_up_all(url)
    for thread in threading.enumerate():
        if THREAD in thread.name:
            thread.join(ANSWERED_S)
            assert not thread.is_alive(), f"the live server still answers after {ANSWERED_S} s"


def take_up_all(url: str) -> None:
    """Connect last: connections are taken up in their order, so all others are by then."""
    place = urlsplit(url)
    with socket.create_connection((place.hostname, place.port), ANSWERED_S) as last:
        last.shutdown(socket.SHUT_WR)
        last.recv(1)
