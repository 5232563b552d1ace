"""Answers travel compressed where the client takes that."""

import gzip

import pytest
import time_machine

from tests.factories.catalog import NOW, published_bicycle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("url", ["/p/bicycle/", "/api/v1/products/bicycle/"])
def test_answer_is_compressed_for_who_takes_it(client, url):
    published_bicycle()
    plain = client.get(url)

    squeezed = client.get(url, headers={"Accept-Encoding": "gzip"})

    assert squeezed["Content-Encoding"] == "gzip"
    assert len(squeezed.content) < len(plain.content) / 2
    assert len(gzip.decompress(squeezed.content)) == len(plain.content)


def test_answer_is_plain_for_who_does_not(client):
    published_bicycle()

    assert "Content-Encoding" not in client.get("/p/bicycle/")
