"""Rules that hold for some days or channels only, and the context that a design is judged in.

The day and the channel stand as hidden groups beside those of the document: the day as the span
between two days on which a rule begins or ends to hold. No customer answers them; whoever asks
the engine says them.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any

from catalog.language.nodes import Choice, Compare, Expression, Implies, Literal, Operator, Or

SHOP, REST = "shop", "rest"
CHANNELS = (SHOP, REST)
HIDDEN = "@"
DAY, CHANNEL = "@day", "@channel"
LIMITS = ("valid_from", "valid_until", "channels")
Document = dict[str, Any]


def is_hidden(group: str) -> bool:
    """Tell whether a group's code is of the context and not of the document."""
    return group.startswith(HIDDEN)


def is_limited(rule: Mapping[str, Any]) -> bool:
    """Tell whether a rule holds for some days or channels only."""
    return any(rule.get(key) for key in LIMITS)


def hidden_groups(rules: Sequence[Mapping[str, Any]]) -> list[Document]:
    """Return the groups that stand for the day and the channel, none where no rule is limited."""
    if not any(map(is_limited, rules)):
        return []
    spans = [f"day-{place}" for place in range(len(_turns(rules)) + 1)]
    return [_group(DAY, spans), _group(CHANNEL, CHANNELS)]


def context_of(rules: Sequence[Mapping[str, Any]], day: date, channel: str) -> dict[str, str]:
    """Return the answers of the hidden groups; none where no rule is limited.

    Parameters
    ----------
    rules : sequence of mapping
        All rules of the document.
    day : date
        In the shop's time zone.
    channel : str
        One of `CHANNELS`.
    """
    if not any(map(is_limited, rules)):
        return {}
    span = sum(turn <= day for turn in _turns(rules))
    return {DAY: f"day-{span}", CHANNEL: channel}


def rules_in_force(rules: Sequence[Mapping[str, Any]], day: date, channel: str) -> list[Document]:
    """Return the rules that hold on a day through a channel, as rules without limits."""
    return [
        {key: value for key, value in rule.items() if key not in LIMITS}
        for rule in rules
        if channel in (rule.get("channels") or CHANNELS)
        and _day(rule.get("valid_from")) <= day <= _day(rule.get("valid_until"), date.max)
    ]


def may_hold(rule: Mapping[str, Any], today: date) -> bool:
    """Tell whether a rule holds on any day from today on."""
    return today <= _day(rule.get("valid_until"), date.max)


def stretches(rules: Sequence[Mapping[str, Any]], today: date) -> Iterator[tuple[date, Document]]:
    """Yield the stretches of days and channels, from today on, in each of which the same rules hold.

    Each is its first day with its limits, keyed as a rule's are, of what any rule depends on. None
    where no rule is limited.
    """
    if not any(map(is_limited, rules)):
        return
    starts = [today, *(turn for turn in _turns(rules) if turn > today)]
    channels: list[Document] = [{}]
    if any(rule.get("channels") for rule in rules):
        channels = [{"channels": [channel]} for channel in CHANNELS]
    for channel in channels:
        for start, following in zip_longest(starts, starts[1:]):
            limits = dict(channel)
            if start > today:
                limits["valid_from"] = start.isoformat()
            if following is not None:
                limits["valid_until"] = (following - timedelta(days=1)).isoformat()
            yield start, limits


def joined(limits: Sequence[Document]) -> list[Document]:
    """Return stretches that follow each other as one, and those of all channels without them."""
    found: list[Document] = []
    for one in limits:
        last = found[-1] if found else {}
        if _follows(last, one):
            found[-1] = {key: value for key, value in last.items() if key != "valid_until"}
            found[-1] |= {key: one[key] for key in ("valid_until",) if key in one}
        else:
            found.append(dict(one))
    days = [{key: value for key, value in one.items() if key != "channels"} for one in found]
    everywhere = [one for one in days if days.count(one) == len(CHANNELS)]
    alone = [one for one, plain in zip(found, days, strict=True) if plain not in everywhere]
    return [*everywhere[: len(everywhere) // len(CHANNELS)], *alone]


def _follows(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if not one.get("valid_until") or one.get("channels") != other.get("channels"):
        return False
    return _day(one["valid_until"]) + timedelta(days=1) == _day(other.get("valid_from"))


def limited(
    claim: Expression, rule: Mapping[str, Any], rules: Sequence[Mapping[str, Any]]
) -> Expression:
    """Return what a rule claims, where it holds for some days or channels only."""
    for condition in _conditions(rule, rules):
        claim = Implies(condition, claim)
    return claim


def _conditions(
    rule: Mapping[str, Any], rules: Sequence[Mapping[str, Any]]
) -> Iterator[Expression]:
    if rule.get("channels"):
        yield _one_of(CHANNEL, rule["channels"])
    if rule.get("valid_from") or rule.get("valid_until"):
        starts = [date.min, *_turns(rules)]
        first, last = (
            _day(rule.get("valid_from"), date.min),
            _day(rule.get("valid_until"), date.max),
        )
        spans = [f"day-{place}" for place, start in enumerate(starts) if first <= start <= last]
        yield _one_of(DAY, spans)


def _turns(rules: Sequence[Mapping[str, Any]]) -> list[date]:
    """Return the days on which a rule begins to hold or holds no more, ascending."""
    turns = {_day(rule["valid_from"]) for rule in rules if rule.get("valid_from")}
    turns |= {
        _day(rule["valid_until"]) + timedelta(days=1) for rule in rules if rule.get("valid_until")
    }
    return sorted(turns)


def _day(written: str | None, otherwise: date = date.min) -> date:
    return date.fromisoformat(written) if written else otherwise


def _one_of(group: str, options: Sequence[str]) -> Expression:
    claims = tuple(Compare(Operator.EQUAL, Choice(group), Literal(option)) for option in options)
    return claims[0] if len(claims) == 1 else Or(claims)


def _group(code: str, options: Sequence[str]) -> Document:
    return {
        "code": code,
        "kind": "one_of",
        "is_optional": False,
        "default": None,
        "attributes": [],
        "options": [{"code": option, "attributes": {}} for option in options],
    }
