"""Compose the picture of a configuration: which layers of the product's drawing, in which colours.

A drawing in `static/pictures/` names its layers itself; its `<desc>` explains the attributes. One
function serves page, cart and order, so all of them show the very same picture.
"""

import re
import unicodedata
from cmath import phase
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import degrees
from typing import Any

from django.templatetags.static import static

from catalog.drawings import Drawing, Part, has_drawing, read_drawing
from catalog.language.flattening import flat_document
from catalog.language.schema import FREE
from catalog.texts import in_language

NEUTRAL = "neutral"
INK, WHITE = "#191c20", "#ffffff"
BRIGHT = 150
SIGN = re.compile("(>=|<|=)")
LETTER_WIDTH = {"plain": 0.62, "roman": 0.95, "italic": 0.68, "script": 0.5, "arabic": 0.55}
LETTER_SCALE = {"script": 1.5, "arabic": 1.3}

Document = dict[str, Any]
Choices = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer to use, in the colour it takes where it takes one, and the group it comes from."""

    id: str
    colour: str | None
    paint: str | None = None


@dataclass(frozen=True, slots=True)
class PictureText:
    """A text on its straight baseline: where it is centred, how it is turned, how it looks."""

    group: str | None
    text: str
    paint: str | None
    x: str
    y: str
    angle: str
    size: str
    largest: str
    width: str
    spacing: str
    direction: str
    lettering: str
    colour: str


@dataclass(frozen=True, slots=True)
class OwnPicture:
    """A customer's file in its frame, in units of the drawing."""

    file: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What `components/picture.html` draws."""

    href: str
    view_box: str
    label: str
    layers: tuple[Layer, ...]
    texts: tuple[PictureText, ...]
    files: tuple[OwnPicture, ...] = ()


class Answers:
    """The choices of one configuration, asked the way a drawing asks."""

    def __init__(self, document: Document, choices: Choices) -> None:
        self.groups = {group["code"]: group for group in flat_document(document)["groups"]}
        self.choices = choices

    def options(self, group: str) -> list[dict[str, Any]]:
        """The chosen options of a group, in the order of the document."""
        value = self.choices.get(group)
        if isinstance(value, str) and value.startswith(FREE):
            found = self.groups.get(group, {}).get("options", [])
            return [{**one, "swatch": value} for one in found if one["code"] == FREE]
        chosen = [value] if isinstance(value, str) else _present_codes(value)
        options = self.groups.get(group, {}).get("options", [])
        return [option for option in options if option["code"] in chosen]

    def colour(self, groups: str | None) -> str | None:
        """The colour of the first of these groups that has one."""
        found = [option for group in (groups or "").split() for option in self.options(group)]
        colours = [option.get("swatch") for option in found]
        return next((colour for colour in colours if colour), None)

    def holds(self, condition: str) -> bool:
        """Whether one word of `data-when` is true; the `<desc>` of bicycle.svg lists them."""
        if condition == "always":
            return True
        subject, *comparison = SIGN.split(condition, maxsplit=1)
        group, _, attribute = subject.partition(".")
        words = self._words(group, attribute)
        if not comparison:
            return bool(self.choices.get(group))
        sign, wanted = comparison
        if sign != "=":
            return any((float(word or 0) >= float(wanted)) == (sign == ">=") for word in words)
        return bool(words & set(wanted.split("|")))

    def _words(self, group: str, attribute: str) -> set[str]:
        value = self.choices.get(group)
        if isinstance(value, int | float | Decimal) and not attribute:
            return {str(value)}
        if "inner_groups" in self.groups.get(group, {}):
            return self._words_of_copies(group, attribute, int(value or 0))
        options = self.options(group)
        if attribute:
            return {_as_word(option.get("attributes", {}).get(attribute)) for option in options}
        return {option["code"] for option in options}

    def _words_of_copies(self, group: str, inner: str, many: int) -> set[str]:
        """The answers of one inner group in all copies there are."""
        paths = (f"{group}/{number}/{inner}" for number in range(1, many + 1))
        return {word for path in paths for word in self._words(path, "")}


def picture_layers(document: Document, choices: Choices, language: str = "en") -> Picture:
    """Return the picture of a full configuration.

    A choice without a layer shows the neutral one, a product without a drawing a parcel.
    """
    name = document["picture"] if has_drawing(document["picture"]) else NEUTRAL
    drawing = read_drawing(name)
    answers = Answers(document, choices)
    shown = _shown_layers(drawing, answers)
    return Picture(
        href=static(f"pictures/{name}.svg"),
        view_box=drawing.view_box,
        label=_label(document, answers, shown, language),
        layers=tuple(_coloured(part, answers) for part in shown),
        texts=tuple(_texts(drawing, answers, language)),
        files=tuple(_files(drawing, answers)),
    )


def _shown_layers(drawing: Drawing, answers: Answers) -> list[Part]:
    own = {
        f"{code}-{option['code']}" for code in answers.groups for option in answers.options(code)
    }
    shown = {part.id for part in drawing.layers if _is_shown(part, own, answers)}
    drawn_groups = {
        group
        for part in drawing.layers
        if part.id in shown
        for group in _groups(part, own, answers)
    }
    for part in drawing.layers:
        neutral = part.attributes.get("data-neutral")
        if neutral and neutral not in drawn_groups and answers.holds(neutral):
            shown.add(part.id)
    return [part for part in drawing.layers if part.id in shown]


def _is_shown(part: Part, own: set[str], answers: Answers) -> bool:
    if part.conditions:
        return all(answers.holds(condition) for condition in part.conditions)
    return part.id in own


def _groups(part: Part, own: set[str], answers: Answers) -> set[str]:
    """The groups whose very answer a layer shows."""
    named = {re.split("[.=<>]", word)[0] for word in part.conditions if SIGN.search(word)}
    by_id = {code for code in answers.groups if part.id in own and part.id.startswith(f"{code}-")}
    return named | by_id


def _coloured(part: Part, answers: Answers) -> Layer:
    paint = part.attributes.get("data-paint")
    return Layer(part.id, answers.colour(paint), paint)


def _texts(drawing: Drawing, answers: Answers, language: str) -> list[PictureText]:
    lines = [line for line in drawing.lines if all(map(answers.holds, line.conditions))]
    return [_text(line.attributes, answers, language) for line in lines]


def _files(drawing: Drawing, answers: Answers) -> Iterator[OwnPicture]:
    for frame in drawing.frames:
        value = answers.choices.get(frame.attributes["data-file"])
        if value and all(map(answers.holds, frame.conditions)):
            place = (frame.attributes[name] for name in ("x", "y", "width", "height"))
            yield OwnPicture(str(value), *place)


def _text(line: dict[str, str], answers: Answers, language: str) -> PictureText:
    group = line.get("data-text")
    text = _words_on(line, answers, language)
    lettering = next(
        (option["code"] for option in answers.options(line.get("data-lettering", ""))), "plain"
    )
    x, y, angle, width = _baseline(line["d"])
    largest = round(float(line["data-size"]) * LETTER_SCALE.get(lettering, 1), 1)
    return PictureText(
        group=group,
        text=text,
        paint=line.get("data-paint"),
        x=f"{x:g}",
        y=f"{y:g}",
        angle=f"{angle:g}",
        size=f"{_fitting_size(text, lettering, largest, width):g}",
        largest=f"{largest:g}",
        width=f"{width:g}",
        spacing=line.get("data-spacing", "0"),
        direction=_direction(text),
        lettering=lettering,
        colour=_text_colour(line, answers),
    )


def _words_on(line: dict[str, str], answers: Answers, language: str) -> str:
    """The drawing's own word, the name of a chosen option, or what the customer wrote."""
    if "data-option" in line:
        return ", ".join(
            in_language(option["name"], language) for option in answers.options(line["data-option"])
        )
    return line.get("data-fixed") or answers.choices.get(line.get("data-text", "")) or ""


def _baseline(path: str) -> tuple[float, float, float, float]:
    """Centre, angle in degrees and length of the straight line `M x y L x y`."""
    x1, y1, x2, y2 = (float(number) for number in path[1:].replace("L", " ").split())
    line = complex(x2 - x1, y2 - y1)
    angle = round(degrees(phase(line)), 2)
    return round((x1 + x2) / 2, 2), round((y1 + y2) / 2, 2), angle, round(abs(line), 1)


def _fitting_size(text: str, lettering: str, largest: float, width: float) -> float:
    em_widths = max(len(text), 1) * LETTER_WIDTH.get(lettering, LETTER_WIDTH["plain"])
    return round(min(largest, width / em_widths), 1)


def _direction(text: str) -> str:
    """The direction of the first letter that has one."""
    classes = (unicodedata.bidirectional(character) for character in text)
    first = next((kind for kind in classes if kind in {"L", "R", "AL"}), "L")
    return "ltr" if first == "L" else "rtl"


def _text_colour(line: dict[str, str], answers: Answers) -> str:
    ground = answers.colour(line.get("data-on"))
    if ground is not None:
        return INK if _brightness(ground) > BRIGHT else WHITE
    return answers.colour(line.get("data-paint")) or INK


def _brightness(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _label(document: Document, answers: Answers, shown: list[Part], language: str) -> str:
    own = {part.id for part in shown}
    groups = {group for part in shown for group in _groups(part, own, answers)}
    groups |= {part.attributes.get("data-paint", "") for part in shown}
    names = [in_language(document["name"], language)]
    for code in answers.groups:
        if code in groups:
            names += [in_language(option["name"], language) for option in answers.options(code)]
    return ", ".join(names)


def _present_codes(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [code for code, quantity in value.items() if quantity]
    return list(value) if isinstance(value, list | tuple) else []


def _as_word(value: Any) -> str:
    return "" if value is None else str(value).lower().replace(" ", "-")
