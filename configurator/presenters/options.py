"""One option as a card or a row: its words, its price, how it stands."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from catalog.choices import number_text
from catalog.texts import in_language, value_name
from configurator.presenters.amounts import change_trend, change_words
from configurator.presenters.obstacles import ObstacleView
from configurator.presenters.option_dates import DateView
from configurator.services.states import OptionState, State
from foundation.bidi import left_to_right

CHOSEN, FORCED, BLOCKED = "chosen", "forced", "blocked"
COLUMNS = 2
NOT_MEASURED = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class OptionView:
    """What a card or a row shows; `submit_value` is what its button sends."""

    id: str
    code: str
    submit_value: str
    name: str
    description: str
    detail: str
    colour: str
    state: str
    price_change: str
    price_trend: str
    quantity: int
    fewer: str
    more: str
    attributes: tuple[str, ...] = ()
    compared: str = ""
    origin: str = ""
    obstacle: str = ""
    date: str = ""
    date_trend: str = ""

    @property
    def facts(self) -> str:
        """What a card says of an option that nobody described: its words and measures."""
        measured = [words for words in self.attributes if words != NOT_MEASURED]
        return _(", ").join([self.detail, *measured] if self.detail else measured)

    @property
    def why(self) -> str:
        """What the link in a blocked row or card says."""
        if self.state == FORCED:
            return _("Why")
        return _("Why, and ways out") if self.state == BLOCKED else ""

    @property
    def why_price(self) -> str:
        """What the link in a small blocked card says: why, and what the cheapest way costs."""
        if self.state != BLOCKED or not self.obstacle:
            return self.why
        return _("Why, %(price)s") % {"price": self.price_change}

    @property
    def submit_name(self) -> str:
        """What the button sends: a choice, or the question why it is forced."""
        return "why" if self.state == FORCED else "choice"


def option_view(
    state: State,
    group: dict[str, Any],
    option: dict[str, Any],
    stands: OptionState,
    *,
    against: ObstacleView | None = None,
    dated: DateView | None = None,
    origin: str = "",
) -> OptionView:
    """Return one option ready to be shown.

    `against` is what a blocked option lacks and what the cheapest way to it costs, `dated`
    when it comes, `origin` what a forced one comes with.
    """
    language, code = state.language, option["code"]
    price, trend = _price(state, stands, dated)
    if stands.status == BLOCKED and against and against.price:
        price = against.price
    return OptionView(
        id=f"option-{group['code']}-{code}",
        code=code,
        submit_value=_submit_value(group, stands),
        date=dated.words if dated else "",
        date_trend=dated.trend if dated else "",
        compared=f"{group['code']}={code}",
        origin=origin if stands.status == FORCED else "",
        obstacle=against.words if against and stands.status == BLOCKED else "",
        name=in_language(option["name"], language) or code,
        description=in_language(option.get("description") or {}, language),
        detail=_words_of(group, option, language),
        colour=option.get("swatch") or "",
        state=_shown_state(group, stands),
        price_change=price,
        price_trend=trend,
        quantity=stands.quantity,
        fewer=f"{group['code']}={code}:{max(stands.quantity - 1, 0)}",
        more=f"{group['code']}={code}:{stands.quantity + 1}",
        attributes=tuple(
            _measure(item, option["attributes"].get(item["code"])) for item in _numbers(group)
        ),
    )


def column_heads(group: dict[str, Any], language: str) -> tuple[str, ...]:
    """Return the headings of a long list's columns: its first attributes that are numbers."""
    return tuple(in_language(item["name"], language) or item["code"] for item in _numbers(group))


def _numbers(group: dict[str, Any]) -> list[dict[str, Any]]:
    numbers = [item for item in group.get("attributes", ()) if item["kind"] == "number"]
    return numbers[:COLUMNS]


def _words_of(group: dict[str, Any], option: dict[str, Any], language: str) -> str:
    words = [item for item in group.get("attributes", ()) if item["kind"] == "word"]
    held = ((item, option["attributes"].get(item["code"])) for item in words)
    return _(", ").join(value_name(item, value, language) for item, value in held if value)


def _measure(attribute: dict[str, Any], value: Any) -> str:
    if value is None:
        return NOT_MEASURED
    unit = attribute.get("unit")
    return (
        left_to_right(f"{number_text(value)}\N{NO-BREAK SPACE}{unit}")
        if unit
        else number_text(value)
    )


def _shown_state(group: dict[str, Any], stands: OptionState) -> str:
    """Return the state; what was taken of several may stay pressed while more cannot join."""
    if group["kind"] == "some_of" and stands.quantity and stands.status == BLOCKED:
        return CHOSEN
    return stands.status


def _submit_value(group: dict[str, Any], stands: OptionState) -> str:
    if group["kind"] != "some_of":
        return f"{group['code']}={stands.code}"
    return f"{group['code']}={stands.code}:{0 if stands.quantity else 1}"


def _price(state: State, stands: OptionState, dated: DateView | None) -> tuple[str, str]:
    if stands.status == CHOSEN:
        return _("Your choice"), ""
    if stands.status == BLOCKED or stands.change_minor is None:
        return _("ways out"), ""
    if stands.status == FORCED:
        return _("included"), ""
    if stands.quantity:
        return _("Suggested"), ""
    offered = dated.change_minor if dated else None
    change = state.priced.money(stands.change_minor if offered is None else offered)
    return change_words(change, state.language), change_trend(change)
