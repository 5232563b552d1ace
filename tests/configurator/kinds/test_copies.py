"""Nested and repeated groups from the draft to the order."""

import itertools

import pytest

from catalog.choices import describe_choices
from catalog.document import draft_document
from catalog.language.flattening import flat_document
from catalog.models import Product
from catalog.nesting import nested_choices
from catalog.selectors.sentences import rule_sentences
from catalog.snapshot import freeze, is_untouched
from configurator.artefacts import load_revision
from configurator.engine import count
from configurator.models import Configuration
from tests.factories.kinds import published_shelf, shelf_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/api/v1/configurations/"
WEIGHT = {"oak": 3, "pine": 2}


@pytest.fixture(autouse=True)
def shelf():
    return published_shelf()


def start(client, **choices):
    body = {"product": "shelf", "choices": choices}
    return client.post(URL, body, content_type="application/json")


def change(client, id, **choices):  # noqa: A002 - the word of the address
    return client.patch(f"{URL}{id}/", {"choices": choices}, content_type="application/json")


def test_draft_and_document_say_the_same(shelf):
    assert draft_document(Product.objects.get()) == shelf_document()


def test_flat_document_is_left_as_it_is():
    flat = flat_document(shelf_document())

    assert [group["code"] for group in flat["groups"]][:4] == [
        "boards", "boards/1/wood", "boards/1/width", "boards/2/wood",
    ]  # fmt: skip
    assert flat_document(flat) is flat


def test_defaults_make_copies_that_fit(client):
    body = start(client).json()

    assert body["choices"]["boards"] == [
        {"wood": "pine", "width": 40},
        {"wood": "pine", "width": 40},
    ]
    assert "door" not in body["choices"]
    assert body["groups"]["boards"]["kind"] == "repeated"
    assert (body["groups"]["boards"]["min"], body["groups"]["boards"]["max"]) == (1, 4)
    assert body["groups"]["boards/2/wood"]["present"] is True
    assert body["groups"]["boards/3/wood"]["present"] is False
    # Base, two boards, two of pine, twice 40 cm.
    assert body["price"]["minor"] == 2_000 + 2 * 50 + 2 * 100 + 2 * 80


def test_copies_are_chosen_as_a_list_and_by_path(client):
    boards = [{"wood": "oak", "width": 80}, {"width": 40}, {"wood": "oak"}]
    id = start(client, boards=boards).json()["id"]  # noqa: A001 - the word of the address
    body = change(client, id, **{"boards/2/wood": "oak", "door": {"grip": "brass"}}).json()

    assert Configuration.objects.get().own == {
        "boards": 3, "boards/1/wood": "oak", "boards/1/width": 80, "boards/2/width": 40,
        "boards/3/wood": "oak", "boards/2/wood": "oak", "door": 1, "door/1/grip": "brass",
    }  # fmt: skip
    assert body["choices"]["boards"][1] == {"wood": "oak", "width": 40}
    assert body["choices"]["door"] == {"grip": "brass"}


def test_list_stands_for_the_whole_group_and_null_takes_it_back(client):
    id = start(client, boards=[{"wood": "oak"}, {"wood": "oak"}]).json()["id"]  # noqa: A001
    change(client, id, boards=[{"width": 60}])
    after_list = Configuration.objects.get().own
    change(client, id, boards=None)

    assert after_list == {"boards": 1, "boards/1/width": 60}
    assert Configuration.objects.get().own == {}


@pytest.mark.parametrize(
    ("boards", "pointer"),
    [
        ([{"wood": "tin"}], "/choices/boards~11~1wood"),
        ([{"colour": "red"}], "/choices/boards/0/colour"),
        ([{}] * 5, "/choices/boards"),
        ([], "/choices/boards"),
        ({"wood": "oak"}, "/choices/boards"),
        (["oak"], "/choices/boards"),
        ("oak", "/choices/boards"),
        (True, "/choices/boards"),
    ],
)
def test_copies_that_cannot_be_are_refused(client, boards, pointer):
    response = start(client, boards=boards)

    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]


def test_clash_names_the_rule_of_the_copy(client):
    response = start(client, boards=[{}, {"wood": "pine", "width": 80}])

    rules = response.json()["reason"]["rules"]
    assert response.status_code == 409
    assert rules == [
        {"code": "boards/2/pine-bends", "sentence": "Boards 2: Pine bends beyond 60 cm."}
    ]


def test_sentences_speak_of_all_copies(shelf):
    sentences = rule_sentences(shelf.document, "en")

    assert sentences["hooks"] == "The total weight of boards must be at most 9 kg"
    assert sentences["brass-on-oak"] == (
        "If door: Grip is Brass, then the number of boards where wood is Oak must be at least 2"
    )


def shelves():
    """Yield every shelf as lists of (wood, width) and a grip or none, worked out by hand."""
    boards = list(itertools.product(WEIGHT, (40, 60, 80)))
    for many in range(1, 5):
        for chosen in itertools.product(boards, repeat=many):
            for grip in (None, "wooden", "brass"):
                yield chosen, grip


def stands(boards, grip):
    oak = sum(wood == "oak" for wood, _ in boards)
    return (
        sum(width for _, width in boards) <= 160
        and sum(WEIGHT[wood] for wood, _ in boards) <= 9
        and all(wood == "oak" or width <= 60 for wood, width in boards)
        and (grip != "brass" or oak >= 2)
    )


def test_engine_counts_what_is_counted_by_hand(shelf):
    artefact = load_revision(shelf).artefact

    assert count(artefact, {}) == sum(stands(*shelf) for shelf in shelves())


def test_validation_knows_copies(client):
    def validate(**choices):
        url = "/api/v1/products/shelf/validate/"
        return client.post(url, {"choices": choices}, content_type="application/json").json()

    fits = validate(boards=[{"wood": "oak", "width": 80}], door={})
    lacks = validate(boards=[{"wood": "oak"}])
    breaks = validate(boards=[{"wood": "pine", "width": 80}])

    assert (fits["valid"], fits["complete"]) == (True, True)
    assert fits["choices"]["boards"] == [{"wood": "oak", "width": 80}]
    assert lacks["missing"] == ["boards/1/width"]
    assert [one["code"] for one in breaks["violations"]] == ["boards/1/pine-bends"]


def test_snapshot_and_words_name_every_copy(shelf):
    choices = {"boards": 1, "boards/1/wood": "oak", "boards/1/width": 60}
    frozen = freeze(shelf, choices)

    assert frozen.choices == choices
    assert is_untouched(frozen)
    assert describe_choices(shelf.document, choices, "en") == [
        ("Boards", "1"),
        ("Boards 1: Wood", "Oak"),
        ("Boards 1: Width", "60 cm"),
    ]
    assert nested_choices(flat_document(shelf.document), choices) == {
        "boards": [{"wood": "oak", "width": 60}]
    }


def test_product_shows_groups_inside_groups(client):
    boards, door = client.get("/api/v1/products/shelf/").json()["groups"]

    assert (boards["kind"], boards["min"], boards["max"]) == ("repeated", 1, 4)
    assert [group["code"] for group in boards["groups"]] == ["wood", "width"]
    assert door["kind"] == "nested"


PAGE = "/p/shelf/?step=boards"


def test_page_shows_copies_and_adds_one_without_scripts(client):
    page = client.get(PAGE).content.decode()
    client.post(PAGE, {"choice": "boards=3"})

    assert page.count('<li class="copy"') == 2
    assert 'name="choice" value="boards=3" id="add-copy"' in page
    assert 'href="/p/shelf/?step=boards/2/wood#group"' in page
    assert Configuration.objects.get().own == {"boards": 3}


def test_page_takes_a_copy_out_and_those_behind_move_up(client):
    boards = {"boards": 3, "boards/1/wood": "oak", "boards/2/width": 60, "boards/3/wood": "oak"}
    for code, value in boards.items():
        client.post(PAGE, {"choice": f"{code}={value}"})
    client.post(PAGE, {"remove_copy": "boards:2"})

    assert Configuration.objects.get().own == {
        "boards": 2, "boards/1/wood": "oak", "boards/2/wood": "oak",
    }  # fmt: skip


@pytest.mark.parametrize("pressed", ["boards:3", "boards:0", "boards:x", "door:1", "wood:1", ""])
def test_copy_that_is_not_there_cannot_be_taken_out(client, pressed):
    assert client.post(PAGE, {"remove_copy": pressed}).status_code == 422


def test_step_inside_a_copy_is_answered_like_any_other(client):
    client.get(PAGE)
    client.post("/p/shelf/?step=boards/1/wood", {"choice": "boards/1/wood=oak"})
    page = client.get("/p/shelf/?step=boards/1/wood").content.decode()

    assert Configuration.objects.get().own == {"boards/1/wood": "oak"}
    assert "Boards 1: Wood" in page
