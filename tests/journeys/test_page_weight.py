"""A first visit to the configurator is light: bytes compressed, script, requests."""

import gzip

import pytest

from tests.services.browser import PHONE

pytestmark = pytest.mark.journey

KILOBYTE = 1024
ALREADY_SMALL = ("font/", "image/png", "image/jpeg")


@pytest.mark.parametrize("address", ["/p/bicycle/?step=colour", "/p/computer/?step=video"])
@pytest.mark.parametrize("viewport", [None, PHONE])
def test_first_visit_stays_within_its_budget(shop, open_page, address, viewport):
    page = open_page(viewport=viewport) if viewport else open_page()
    answers = []
    page.on("response", lambda answer: answers.append(answer))

    page.goto(address)
    page.wait_for_load_state("networkidle")

    sizes = {answer.url: size_of(answer) for answer in answers}
    script = sum(size for url, size in sizes.items() if url.partition("?")[0].endswith(".js"))
    assert len(answers) <= 12
    assert script <= 50 * KILOBYTE
    assert sum(sizes.values()) <= 150 * KILOBYTE


def size_of(answer):
    """The bytes of an answer as production sends it: compressed where that pays."""
    body = answer.body()
    kind = answer.headers.get("content-type", "")
    return len(body) if kind.startswith(ALREADY_SMALL) else len(gzip.compress(body))
