"""What a card provider can be asked. No call is made inside a database transaction.

Every call carries a key of ours, so that a call whose answer was lost can be made again: a
provider does the same thing once for one key.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from foundation.money import Money


class Said(StrEnum):
    """What the bank says about a payment."""

    AUTHORISED = "authorised"
    DECLINED = "declined"
    NEEDS_STEP = "needs_step"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; `step_url` is where the customer confirms at the bank."""

    said: Said
    step_url: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """What is printed on a card. It goes to the provider and is stored nowhere."""

    number: str
    expiry: str
    code: str

    @property
    def words(self) -> str:
        return f"•••• {self.number[-4:]}"


class NoAnswer(Exception):
    """The provider did not answer in time; nobody knows yet what it did."""


class BankRefused(Exception):
    """The provider will not do this, however often it is asked."""


class CardProvider(Protocol):
    """Raises `NoAnswer` wherever an answer may be lost; asking again is safe.

    `advice` is shown beside the fields of the card, where there is anything to say.
    """

    @property
    def advice(self) -> str: ...

    def authorise(self, reference: str, amount: Money, card: Card, return_url: str) -> Reply: ...

    def look_up(self, reference: str) -> Reply: ...

    def charge(self, reference: str, amount: Money) -> None: ...

    def release(self, reference: str) -> None: ...

    def refund(self, reference: str, amount: Money, key: str) -> None: ...

    def reference_in(self, body: bytes, headers: dict[str, str]) -> str | None: ...


def card_provider() -> CardProvider | None:
    """Return the configured provider, None where the shop takes no cards."""
    return import_string(settings.CARD_PROVIDER)() if settings.CARD_PROVIDER else None
