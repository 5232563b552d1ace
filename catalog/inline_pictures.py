"""The same picture as on the page, as one SVG that stands alone: for papers and mails.

A page colours layers by style sheets; here every colour is written out.
"""

import re
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element, register_namespace, tostring

from defusedxml.ElementTree import fromstring
from django.contrib.staticfiles import finders

from catalog.drawings import NAMESPACE
from catalog.pictures import INK, Picture

# The custom properties of static/css/components/picture.css, where layers share a tint.
TINTS = {
    "--metal": ("#a9aeb4", None),
    "--metal-dark": ("#6b7178", None),
    "--rubber": ("#24272b", None),
    "--leather": ("#8a4f2a", None),
    "--shade": ("#000000", "0.12"),
    "--glow": ("#ffffff", "0.3"),
}
TINT = re.compile(r"var\((--[a-z-]+)\)")
SVG = NAMESPACE.strip("{}")
register_namespace("", SVG)


def inlined_svg(picture: Picture) -> str:
    """Return a picture's layers as one SVG without references; its texts are left out.

    Who draws it sets the texts with the fonts of its own medium.
    """
    name = Path(picture.href).name.split(".")[0]
    layers = _layers(name)
    root = Element(f"{NAMESPACE}svg", {"viewBox": picture.view_box})
    for layer in picture.layers:
        if layer.id in layers:
            group = deepcopy(layers[layer.id])
            _write_colours(group, layer.colour or INK)
            root.append(group)
    return tostring(root, encoding="unicode")


@lru_cache
def _layers(name: str) -> dict[str, Element]:
    path = finders.find(f"pictures/{name}.svg")
    if not isinstance(path, str):
        return {}
    root = fromstring(Path(path).read_text(encoding="utf-8"))
    return {group.attrib["id"]: group for group in root.findall(f"{NAMESPACE}g")}


def _write_colours(group: Element, colour: str) -> None:
    for element in group.iter():
        for name in [name for name in element.attrib if name.startswith("data-")]:
            del element.attrib[name]
        for name in ("fill", "stroke"):
            value = element.attrib.get(name, "")
            tint = TINT.fullmatch(value)
            if value == "currentColor":
                element.set(name, colour)
            elif tint:
                paint, opacity = TINTS[tint.group(1)]
                element.set(name, paint)
                if opacity is not None:
                    element.set(f"{name}-opacity", opacity)
