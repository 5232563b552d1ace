import socket

import pytest

from config import supervisor


def test_why_port_is_unusable_names_a_taken_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        reason = supervisor.why_port_is_unusable(str(port))

    assert reason == (f"Port {port} is taken by another program. Choose one: PORT=8001 make demo")


@pytest.mark.parametrize("port", ["", "web", "0", "65536", "-1", "80.5"])
def test_why_port_is_unusable_names_what_is_no_port(port):
    assert supervisor.why_port_is_unusable(port) == (
        f"PORT is {port!r}; it has to be a number from 1 to 65535."
    )


def test_why_port_is_unusable_says_nothing_of_a_free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    assert supervisor.why_port_is_unusable(str(port)) == ""


def test_empty_folder_removes_what_the_last_start_left(tmp_path):
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "worker-short.ready").touch()

    folder = supervisor.empty_folder(tmp_path / "logs")

    assert list(folder.iterdir()) == []
