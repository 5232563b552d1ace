"""The picture of a configuration, on small documents whose groups the real drawings know."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from catalog.drawings import read_drawing
from catalog.pictures import Layer, picture_layers

DRAWINGS = sorted(path.stem for path in (Path(settings.BASE_DIR) / "static/pictures").glob("*.svg"))
LARGEST_DRAWING_BYTES = 18 * 1024


def option(code: str, *, swatch: str = "", **attributes: Any) -> dict[str, Any]:
    name = {"en": code.replace("-", " ").capitalize(), "de": f"{code} (de)"}
    return {"code": code, "name": name, "swatch": swatch, "attributes": attributes}


def group(code: str, *options: dict[str, Any]) -> dict[str, Any]:
    return {"code": code, "name": {"en": code}, "options": list(options)}


BICYCLE = {
    "picture": "bicycle",
    "name": {"en": "Wayfarer", "de": "Wanderer"},
    "groups": [
        group("frame", option("steel"), option("titanium")),
        group("colour", option("blue", swatch="#2f5d8a"), option("chalk", swatch="#ecebe4")),
        group("guards", option("none"), option("full")),
        group("extras", option("bell"), option("rack")),
        group("name"),
    ],
}
COMPUTER = {
    "picture": "computer",
    "name": {"en": "Workbench"},
    "groups": [
        group("case", option("tower", size_rank=4), option("small", size_rank=1)),
        group("video", option("quiet", watts=180), option("hungry", watts=575)),
        group("cooler", option("air", kind="air"), option("water", kind="water", size=360)),
    ],
}
TOWEL = {
    "picture": "towel",
    "name": {"en": "Towel"},
    "groups": [
        group("size", option("50x100")),
        group("text"),
        group("lettering", option("roman"), option("arabic")),
        group("thread", option("wine", swatch="#73202f")),
        group("place", option("hem"), option("centre")),
    ],
}
STITCHED = {"size": "50x100", "lettering": "roman", "thread": "wine", "place": "hem"}


def layer_ids(document: dict[str, Any], choices: dict[str, Any]) -> list[str]:
    return [layer.id for layer in picture_layers(document, choices).layers]


def test_picture_takes_the_colour_of_the_group_that_paints_a_layer() -> None:
    picture = picture_layers(BICYCLE, {"frame": "steel", "colour": "blue"})

    assert Layer("frame-steel", "#2f5d8a", "colour") in picture.layers


def test_picture_orders_layers_back_to_front() -> None:
    shown = layer_ids(BICYCLE, {"frame": "steel", "guards": "full"})

    assert [part for part in shown if part in ("shadow", "guards-full", "frame-steel")] == [
        "shadow",
        "guards-full",
        "frame-steel",
    ]


def test_picture_shows_only_extras_with_a_quantity() -> None:
    shown = layer_ids(BICYCLE, {"extras": {"bell": 1, "rack": 0}})

    assert [part for part in shown if part.startswith("extras")] == ["extras-bell"]


def test_picture_leaves_out_a_choice_that_has_no_layer() -> None:
    shown = layer_ids(BICYCLE, {"frame": "titanium", "guards": "none"})

    assert [part for part in shown if part.startswith(("frame", "guards"))] == []


def test_neutral_layer_stands_in_for_kinds_that_are_not_drawn() -> None:
    tower = layer_ids(COMPUTER, {"case": "tower", "video": "quiet", "cooler": "air"})
    small = layer_ids(COMPUTER, {"case": "small", "video": "hungry", "cooler": "water"})

    own = {"case-tower", "case-small", "video", "video-long", "cooler-air", "cooler-water"}
    assert [part for part in tower if part in own] == ["case-tower", "cooler-air", "video"]
    assert [part for part in small if part in own] == ["case-small", "cooler-water", "video-long"]


def test_group_without_an_answer_draws_nothing_of_it() -> None:
    shown = layer_ids(COMPUTER, {"case": "tower", "video": ""})

    assert "video" not in shown


def test_text_stands_where_it_was_placed_in_its_thread() -> None:
    (text,) = picture_layers(TOWEL, STITCHED | {"text": "ARL"}).texts

    assert (text.group, text.text, text.lettering, text.colour) == (
        "text",
        "ARL",
        "roman",
        "#73202f",
    )
    assert text.angle == "0"


def test_long_text_is_set_smaller_so_that_it_fits() -> None:
    (short,) = picture_layers(TOWEL, STITCHED | {"text": "ARL"}).texts
    (long,) = picture_layers(TOWEL, STITCHED | {"text": "WWWWWWWWWWWW"}).texts

    assert short.size == short.largest
    assert float(long.size) < float(short.size)


@pytest.mark.parametrize(("words", "expected"), [("Ada", "ltr"), ("7 نور", "rtl"), ("", "ltr")])
def test_text_runs_the_way_its_first_letter_does(words: str, expected: str) -> None:
    (text,) = picture_layers(TOWEL, STITCHED | {"text": words}).texts

    assert text.direction == expected


def test_empty_text_keeps_its_place_for_typing() -> None:
    (text,) = picture_layers(TOWEL, STITCHED | {"text": ""}).texts

    assert text.text == ""


@pytest.mark.parametrize(("colour", "expected"), [("blue", "#ffffff"), ("chalk", "#191c20")])
def test_text_can_be_read_on_its_ground(colour: str, expected: str) -> None:
    texts = picture_layers(BICYCLE, {"colour": colour, "name": "Ada"}).texts

    assert {text.colour for text in texts} == {expected}


def test_label_names_what_can_be_seen_in_the_language_asked_for() -> None:
    choices = {"frame": "steel", "colour": "blue", "guards": "none", "extras": {"bell": 1}}

    assert picture_layers(BICYCLE, choices).label == "Wayfarer, Steel, Blue, Bell"
    german = picture_layers(BICYCLE, choices, "de").label
    assert german == "Wanderer, steel (de), blue (de), bell (de)"


def test_picture_of_an_unknown_drawing_says_which() -> None:
    with pytest.raises(FileNotFoundError, match=re.escape("submarine.svg")):
        read_drawing("submarine")


@pytest.mark.parametrize("name", ["", "submarine", "../css/site"])
def test_product_without_a_drawing_shows_a_parcel(name: str) -> None:
    picture = picture_layers(BICYCLE | {"picture": name}, {"frame": "steel", "colour": "blue"})

    assert picture.href.endswith("/pictures/neutral.svg")
    assert [layer.id for layer in picture.layers] == ["shadow", "parcel"]
    assert picture.label == "Wayfarer"


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawing_is_small_and_has_nothing_that_could_act(name: str) -> None:
    source = (Path(settings.BASE_DIR) / f"static/pictures/{name}.svg").read_text(encoding="utf-8")

    assert len(source.encode()) <= LARGEST_DRAWING_BYTES
    assert re.findall(r"<(?:script|style|image|text|foreignObject)\b|\son\w+=|url\(", source) == []


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawing_names_every_layer_once(name: str) -> None:
    drawing = read_drawing(name)

    ids = [part.id for part in (*drawing.layers, *drawing.lines)]
    assert sorted(ids) == sorted(set(ids))


SOFA = {
    "picture": "sofa",
    "name": {"en": "Sofa"},
    "groups": [group("width"), group("arms", option("round")), group("legs", option("oak"))],
}


@pytest.mark.parametrize(
    ("width", "expected"),
    [(160, "body-2"), (189, "body-2"), (190, "body-3"), (249, "body-3"), (250, "body-4")],
)
def test_number_decides_which_of_several_widths_is_drawn(width: int, expected: str) -> None:
    shown = layer_ids(SOFA, {"width": width, "arms": "round", "legs": "oak"})

    assert [part for part in shown if part.startswith("body")] == [expected]
