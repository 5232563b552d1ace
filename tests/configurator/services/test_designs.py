from datetime import timedelta

import pytest

from configurator.models import Configuration, WrongCode
from configurator.services.designs import (
    design_by_code,
    design_by_share,
    name_design,
    share_texts,
)
from foundation.errors import NotFound, TooMany
from tests.factories.catalog import NOW, published_bicycle
from tests.factories.configurator import started

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def bicycle():
    return published_bicycle()


def opened(text, now=NOW, address="192.0.2.1"):
    return design_by_code(text=text, address=address, now=now)


def test_code_opens_the_design_itself():
    design = started(frame="carbon")

    assert opened(design.code.lower()) == design
    assert WrongCode.objects.count() == 0


@pytest.mark.parametrize("typed", ["", "K7P-4QDX-9MR", "nonsense", "\0"])
def test_wrong_code_opens_nothing_and_is_counted(typed):
    with pytest.raises(NotFound):
        opened(typed)

    assert WrongCode.objects.count() == 1
    assert "192.0.2.1" not in WrongCode.objects.get().address


def test_tenth_wrong_code_makes_the_address_wait():
    design = started()
    for _attempt in range(10):
        with pytest.raises(NotFound):
            opened("K7P-4QDX-9MR")

    with pytest.raises(TooMany):
        opened(design.code)
    assert opened(design.code, address="192.0.2.2") == design
    assert opened(design.code, now=NOW + timedelta(minutes=10)) == design


def test_old_wrong_codes_are_forgotten():
    with pytest.raises(NotFound):
        opened("nonsense")
    with pytest.raises(NotFound):
        opened("nonsense", now=NOW + timedelta(minutes=11))

    assert WrongCode.objects.count() == 1


def test_share_opens_the_design_to_be_copied():
    design = started(frame="carbon")

    assert design_by_share(design.share) == design


@pytest.mark.parametrize("share", ["", "0000000000000000", "ä"])
def test_unknown_share_is_not_found(share):
    with pytest.raises(NotFound):
        design_by_share(share)


def test_design_from_before_codes_gets_one_once():
    design = started()
    Configuration.objects.filter(pk=design.pk).update(code=None, share=None)
    design.refresh_from_db()

    name_design(configuration=design)
    code, share = design.code, design.share
    name_design(configuration=design)

    stored = Configuration.objects.get()
    assert (stored.code, stored.share) == (code, share)
    assert len(code) == 10


def test_texts_are_shared_only_when_the_owner_says_so():
    design = started()

    assert design.shares_texts is False
    share_texts(configuration=design, is_shared=True)
    assert Configuration.objects.get().shares_texts is True
