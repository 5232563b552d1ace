"""Turn states, products and verdicts into the JSON that clients count on."""

from collections.abc import Collection
from typing import Any

from catalog.nesting import nested_choices
from catalog.pricing import PriceBreakdown
from catalog.texts import in_language
from configurator.answers import PricedRevision
from configurator.api.option_texts import options_text
from configurator.lines import all_lines
from configurator.offer_answers import offer_answer
from configurator.services.best_change import BestChange
from configurator.services.explanations import Explanation
from configurator.services.refusals import clash_as_json
from configurator.services.states import GroupState, State, require_groups
from configurator.services.validation import Verdict
from configurator.values import Choices
from configurator.words import rule_sentence
from production.selectors.nearest import NearVariant


def state_document(
    state: State, groups: Collection[str] = (), change: BestChange | None = None
) -> dict[str, Any]:
    """Return the whole state; `groups` narrows both ``groups`` and ``state``."""
    asked = require_groups(state, groups)
    configuration = state.configuration
    return {
        "id": configuration.id,
        "product": configuration.product_code,
        "revision": configuration.revision.number,
        "choices": nested_choices(state.priced.loaded.document, state.choices),
        "complete": state.is_complete,
        "valid": state.is_valid,
        "parted": nested_choices(state.priced.loaded.document, state.parted),
        "proven": state.answer.is_proven,
        "open": state.open_groups,
        "groups": {code: _group(state.groups[code]) for code in asked},
        "state": {
            code: options_text(state, code) for code in asked if state.priced.loaded.options[code]
        },
        "quantity": configuration.quantity,
        "price": price_document(state.priced, state.price, state.full, state.language),
        "computed": dict(state.computed),
        "preferences": state.answer.preferences,
        "offers": [
            *(
                offer_answer(
                    state.priced, state.full, state.price, offer, is_chosen=offer is state.offer
                )
                for offer in state.offers
            ),
            *(_near(state, variant) for variant in state.nearest),
        ],
        "best_change": _best_change(state, change) if change else None,
    }


def _best_change(state: State, change: BestChange) -> dict[str, Any]:
    offer = change.after.offer
    return {
        "choices": {change.group: change.option},
        "run": change.after.run,
        "ready_at": offer.ready_at.isoformat() if offer else None,
        "price": state.priced.money(change.after.total_minor).as_json(),
        "price_change": state.priced.money(change.change_minor).as_json(),
    }


def price_document(
    priced: PricedRevision, price: PriceBreakdown, full: Choices, language: str
) -> dict[str, Any]:
    """Return the price of all pieces as an amount with its lines, which add up to it."""
    total = priced.money(price.total_minor).as_json()
    return {
        **total,
        "total": total,
        "tax": priced.money(price.tax_minor).as_json(),
        "quantity": price.quantity,
        "unit": priced.money(price.unit_minor).as_json(),
        "tier_from": price.tier_from,
        "tiers": [
            {"from": start, "unit": priced.money(minor).as_json()}
            for start, minor in priced.tiers(full)
        ],
        "price_list": {
            "code": priced.prices["price_list"],
            "version": priced.prices["version"],
        },
        "lines": [
            {
                "code": line.code,
                "label": in_language(line.label, language),
                "source": line.source,
                "amount": priced.money(line.minor).as_json(),
            }
            for line in all_lines(price)
        ],
    }


def verdict_document(priced: PricedRevision, verdict: Verdict, language: str) -> dict[str, Any]:
    """Return what a check found; a price only where there is something to price."""
    is_sound = verdict.is_valid and verdict.is_complete
    price = priced.price(verdict.choices) if is_sound else None
    return {
        "valid": verdict.is_valid,
        "complete": verdict.is_complete,
        "choices": nested_choices(priced.loaded.document, verdict.choices),
        "missing": list(verdict.missing),
        "violations": [
            {"code": code, "sentence": rule_sentence(priced.loaded, code, language)}
            for code in verdict.broken_laws
        ],
        "price": price_document(priced, price, verdict.choices, language) if price else None,
    }


def _group(group: GroupState) -> dict[str, Any]:
    return {
        "kind": group.kind,
        "present": group.is_present,
        "by": group.by,
        "optional": group.is_optional,
        "min": group.low,
        "max": group.high,
        "step": group.step,
    }


def _near(state: State, variant: NearVariant) -> dict[str, Any]:
    return {
        "id": None,
        "kind": "stock",
        "ready_at": variant.ready_at.isoformat(),
        "run": None,
        "seats_left": None,
        "closes_at": None,
        "sku": variant.sku,
        "price": state.priced.money(variant.total_minor).as_json(),
        "saving": state.priced.money(0).as_json(),
        "chosen": False,
        "differences": [
            {"group": one.group, "yours": one.yours, "theirs": one.theirs}
            for one in variant.differences
        ],
    }


def explanation_document(explanation: Explanation, language: str) -> dict[str, Any]:
    """Return whether a value is possible; why not, and the ways out, where it is blocked."""
    clash = explanation.clash
    if clash is None:
        return {
            "group": explanation.group,
            "value": explanation.value,
            "status": "possible",
            "reason": None,
            "repairs": [],
        }
    return {"status": "blocked", **clash_as_json(explanation.loaded, clash, language)}
