"""What a tier and sharing set-ups took off a line, in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from configurator.presenters.savings import shared_words
from foundation.money import Money, format_change
from orders.presenters.designs import language_now
from orders.presenters.tiers import frozen_tier


def saving_lines(savings: Iterable[Mapping[str, Any]], currency: str) -> list[tuple[str, str]]:
    """Return words and amount of each saved set-up of which something was given back.

    `savings` are as a cart, a quote or an order stores them.
    """
    language = language_now()
    return [
        (
            shared_words(saving, language),
            format_change(Money(-saving["given_minor"], currency), language),
        )
        for saving in savings
        if saving["given_minor"]
    ]


def priced_words(
    words: str,
    price_lines: Iterable[Mapping[str, Any]],
    savings: Iterable[Mapping[str, Any]],
    currency: str,
) -> str:
    """Return a line's words with its tier and what sharing took off it, for papers and mails."""
    tier = frozen_tier(price_lines)
    shared = [f"{said} {amount}" for said, amount in saving_lines(savings, currency)]
    return ". ".join([words, *([tier] if tier else []), *shared])
