"""The designs of this browser, as an empty cart offers them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from catalog.texts import in_language
from configurator.models import Configuration
from configurator.presenters.dates import moment_words
from orders.presenters.designs import language_now

SHOWN = 3


@dataclass(frozen=True, slots=True)
class KeptDesign:
    url: str
    name: str
    saved: str


def kept_designs(identities: Sequence[str], now: datetime) -> list[KeptDesign]:
    """Return the latest three that still exist, in one query."""
    rows = Configuration.objects.select_related("revision__product").defer("revision__document")
    found = rows.in_bulk(list(identities)[: 2 * SHOWN])
    designs = [found[identity] for identity in identities if identity in found][:SHOWN]
    return [_kept(design, now) for design in designs]


def _kept(design: Configuration, now: datetime) -> KeptDesign:
    page = reverse("configurator:product", kwargs={"code": design.product_code})
    return KeptDesign(
        url=f"{page}?design={design.pk}",
        name=in_language(design.revision.product.name, language_now()),
        saved=moment_words(design.changed_at, now),
    )
