"""The refusal of a choice that does not fit: a sentence, and the whole clash as JSON."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from configurator.answers import PricedRevision
from configurator.artefacts import LoadedRevision
from configurator.services.clashes import Clash, WayOut, find_clash
from configurator.values import Choices, Value, merge_choices
from configurator.words import current_language, group_name, rule_sentence, value_words
from foundation.errors import Conflict
from production.selectors.factory_now import FactoryNow


class ClashFound(Conflict):
    """A choice that the others block, with all that is known about it."""

    def __init__(self, loaded: LoadedRevision, clash: Clash) -> None:
        language = current_language()
        super().__init__(
            clash_sentence(loaded, clash, language),
            code="clash",
            details=clash_as_json(loaded, clash, language),
        )
        self.clash = clash


def refuse_clash(
    priced: PricedRevision, own: Choices, changes: Mapping[str, Value | None], factory: FactoryNow
) -> NoReturn:
    """Raise the conflict of changes that do not fit together with the other choices.

    The changes are tried one after the other on top of what stays; the first that does not
    fit is explained.
    """
    kept = merge_choices(own, dict.fromkeys(changes))
    for group, value in changes.items():
        if value is None:
            continue
        tried = kept | {group: value}
        if not priced.answer(tried).is_consistent:
            kept, wanted = _taken_apart(priced, kept, group, value, own.get(group))
            clash = find_clash(priced, kept, group, wanted, own=own, factory=factory)
            raise ClashFound(priced.loaded, clash)
        kept = tried
    raise AssertionError("Changes that fit were refused.")


def _taken_apart(
    priced: PricedRevision, kept: Choices, group: str, value: Value, before: Value | None
) -> tuple[Choices, Value]:
    """Tell the new options of a group of several from those that were chosen before."""
    if not isinstance(value, dict) or not isinstance(before, dict):
        return kept, value
    old = {option: many for option, many in value.items() if before.get(option, 0) >= many}
    new = {option: many for option, many in value.items() if option not in old}
    with_old = kept | {group: old}
    if new and priced.answer(with_old).is_consistent:
        return with_old, new
    return kept, value


def clash_sentence(loaded: LoadedRevision, clash: Clash, language: str) -> str:
    wanted = value_words(loaded, clash.group, clash.value, language)
    blockers = [
        value_words(loaded, group, value, language) for group, value in clash.reason.choices
    ]
    if not blockers:
        return _("%(wanted)s fits no design of this product.") % {"wanted": wanted}
    return _("%(wanted)s does not fit with %(blockers)s.") % {
        "wanted": wanted,
        "blockers": _(", ").join(blockers),
    }


def clash_as_json(loaded: LoadedRevision, clash: Clash, language: str) -> dict[str, Any]:
    """Return the wanted value, the minimal reason and the repairs."""
    return {
        "group": clash.group,
        "value": clash.value,
        "reason": reason_as_json(loaded, clash, language),
        "repairs": [_repair_as_json(loaded, way, language) for way in clash.ways_out],
    }


def reason_as_json(loaded: LoadedRevision, clash: Clash, language: str) -> dict[str, Any]:
    return {
        "sentence": clash_sentence(loaded, clash, language),
        "choices": [
            _choice_as_json(loaded, group, value, language) for group, value in clash.reason.choices
        ],
        "rules": [
            {"code": code, "sentence": rule_sentence(loaded, code, language)}
            for code in clash.reason.rules
        ],
        "minimal": clash.reason.is_minimal,
    }


def _repair_as_json(loaded: LoadedRevision, way: WayOut, language: str) -> dict[str, Any]:
    return {
        "kinds": list(way.kinds),
        "proven": way.is_proven,
        "changes": [
            {
                "group": change.group,
                "name": group_name(loaded, change.group, language),
                "old": change.old,
                "old_name": value_words(loaded, change.group, change.old, language),
                "new": change.new,
                "new_name": _new_name(loaded, change.group, change.new, language),
            }
            for change in way.changes
        ],
        "choices": way.choices,
        "price": way.price.as_json(),
        "price_change": way.price_change.as_json(),
        "ready_at": way.ready_at.isoformat() if way.ready_at else None,
        "days_later": None if way.later is None else round(way.later / timedelta(days=1), 2),
    }


def _choice_as_json(
    loaded: LoadedRevision, group: str, value: Value, language: str
) -> dict[str, Any]:
    return {
        "group": group,
        "name": group_name(loaded, group, language),
        "value": value,
        "value_name": value_words(loaded, group, value, language),
    }


def _new_name(loaded: LoadedRevision, group: str, value: Value | None, language: str) -> str:
    return _("open") if value is None else value_words(loaded, group, value, language)
