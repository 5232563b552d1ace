"""Read the layered drawings of `static/pictures/`: which layers they have and when each is shown."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from django.contrib.staticfiles import finders

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NAMESPACE = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, slots=True)
class Part:
    """An element of the drawing that may be shown: a layer or the baseline of a text."""

    id: str
    depth: int
    attributes: dict[str, str]

    @property
    def conditions(self) -> list[str]:
        return self.attributes.get("data-when", "").split()


@dataclass(frozen=True, slots=True)
class Drawing:
    """The parts of one SVG file, back to front; `frames` are where customers' pictures go."""

    view_box: str
    layers: tuple[Part, ...]
    lines: tuple[Part, ...]
    frames: tuple[Part, ...] = ()


@lru_cache
def has_drawing(name: str) -> bool:
    """Whether there is a drawing of that name."""
    return _path(name) is not None


@lru_cache
def read_drawing(name: str) -> Drawing:
    """Read the layers and baselines of `static/pictures/<name>.svg`, once in a process."""
    path = _path(name)
    if path is None:
        raise FileNotFoundError(f"There is no drawing {name}.svg in static/pictures.")
    root = fromstring(path.read_text(encoding="utf-8"))
    layers = [_part(element) for element in root.findall(f"{NAMESPACE}g")]
    lines = [_part(element) for element in root.findall(f"{NAMESPACE}path")]
    return Drawing(
        view_box=root.attrib["viewBox"],
        layers=tuple(sorted(layers, key=lambda part: part.depth)),
        lines=tuple(lines),
        frames=tuple(_part(element) for element in root.findall(f"{NAMESPACE}rect")),
    )


def _path(name: str) -> Path | None:
    found = finders.find(f"pictures/{name}.svg") if NAME.fullmatch(name) else None
    return Path(found) if found else None


def _part(element: Element) -> Part:
    attributes = dict(element.attrib)
    return Part(attributes["id"], int(attributes.get("data-z", "0")), attributes)
