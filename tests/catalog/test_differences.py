import copy

from catalog.differences import Difference, differences
from tests.factories.catalog import bicycle_document, option


def test_equal_documents_have_no_differences():
    assert differences(bicycle_document(), bicycle_document()) == []


def test_differences_name_what_was_added_changed_and_removed():
    old, new = bicycle_document(), bicycle_document(name={"en": "Wayfarer"})
    new["groups"][1]["options"].append(option("steel-2", "Straight steel"))
    new["groups"][0]["options"][0]["attributes"] = {"clearance": 42}
    new["groups"][4]["maximum"] = 210
    new["groups"].pop(5)
    new["rules"].pop(1)

    assert differences(old, new) == [
        Difference("Changed", "name"),
        Difference("Changed", "group Rider height"),
        Difference("Removed", "group Engraving"),
        Difference("Changed", "frame: Steel"),
        Difference("Added", "fork: Straight steel"),
        Difference("Removed", "rule fork-fits"),
    ]


def test_change_of_order_alone_is_told():
    old = bicycle_document()
    new = copy.deepcopy(old)
    new["groups"].reverse()

    assert differences(old, new) == [Difference("Changed", "order")]
