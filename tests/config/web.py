"""Ask a server on this machine, as a program from outside would."""

import json
import socket
import urllib.error
import urllib.request
from typing import Any

ANSWER_S = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status_of(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=ANSWER_S) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


def get_json(url: str, key: str = "") -> Any:
    """Return the document at the address; raises HTTPError where it is refused."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    with urllib.request.urlopen(
        urllib.request.Request(url, headers=headers), timeout=ANSWER_S
    ) as found:
        return json.load(found)
