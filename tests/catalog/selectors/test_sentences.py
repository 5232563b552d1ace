from catalog.language import Schema
from catalog.selectors.sentences import draft_sentence, rule_sentences
from tests.factories.catalog import bicycle_document


def test_rule_is_told_in_its_own_words_or_read_back():
    assert rule_sentences(bicycle_document(), "en") == {
        "tyres-fit": "Tyre width (mm) must be at most the frame’s tyre clearance",
        "fork-fits": "A carbon frame needs a carbon fork",
    }


def test_unreadable_draft_rule_is_told_as_its_error():
    schema = Schema.from_document(bicycle_document())

    assert draft_sentence({"kind": "formula", "source": "frame ="}, schema, "en") == (
        "Something is missing at the end."
    )
