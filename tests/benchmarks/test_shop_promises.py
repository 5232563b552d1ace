"""A short stretch of the shop; controls in which dates must break."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from benchmarks import shop_floor, shop_stretch
from benchmarks.figures import DifferenceFound
from benchmarks.shop_factory import QUANTITIES, Factors
from benchmarks.shop_promises import live
from catalog.demo.shop import demo_products
from catalog.demo.writing import load_products
from production.demo.loading import COMPUTER, load_factory
from production.models import PartEntry, Promise, Run

pytestmark = pytest.mark.django_db

SEED, DAYS = 3, 1
LOAD, LOW_LOAD = 0.3, 0.15


@pytest.fixture(autouse=True)
def demo_factory(db):
    """The demo's factory, and those of its products that customers ask for here."""
    now, products = datetime.now(UTC), demo_products()
    computer = products[COMPUTER]
    load_factory(computer.document(), computer.prices()["options"], now=now)
    load_products({code: products[code] for code in QUANTITIES}, actor=None, now=now)


@pytest.fixture(autouse=True)
def hourly_ticks(monkeypatch):
    """Tasks tick every hour: quicker, and long enough runs do not mind."""
    monkeypatch.setattr(shop_stretch, "TICK_MIN", 60)


def test_every_order_is_finished_and_its_promise_settled():
    lived = live(Factors(has_steps=True, has_parts=True), LOAD, DAYS, SEED)

    rows = Promise.objects.order_by("pk").values_list("is_kept", flat=True)
    assert [row.is_kept for row in lived.outcomes] == list(rows)
    assert {row.steps for row in lived.outcomes} >= {3, 4}
    assert {row.had_to_wait for row in lived.outcomes} == {False, True}
    assert set(Run.objects.values_list("status", flat=True)) <= {"completed", "dissolved"}
    assert PartEntry.objects.filter(kind="receipt").exists()


def test_a_seed_lives_the_same_again():
    def once():
        with transaction.atomic():
            lived = live(Factors(), LOW_LOAD, DAYS, SEED)
            transaction.set_rollback(True)
        return lived

    assert once() == once()


def test_a_floor_that_takes_eight_times_as_long_breaks_promises(monkeypatch):
    """The control: what is late is counted as late."""
    usual = shop_floor.Floor._noisy
    monkeypatch.setattr(shop_floor.Floor, "_noisy", lambda *row: 8 * usual(*row))

    lived = live(Factors(), LOW_LOAD, DAYS, SEED)

    assert not all(row.is_kept for row in lived.outcomes)


def test_a_broken_law_ends_the_stretch(monkeypatch):
    """The control: the laws are asked at the end."""
    monkeypatch.setattr(shop_stretch, "violations", lambda now: {"2 seats": ["one too many"]})

    with pytest.raises(DifferenceFound, match="one too many"):
        live(Factors(), LOW_LOAD, 0, SEED)
