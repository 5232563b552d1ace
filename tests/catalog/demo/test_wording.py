"""Whatever a customer reads of the demo is said in English, German and Arabic."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from catalog.demo.shop import demo_products
from catalog.demo.wording import WORDING
from catalog.pc_parts.derive import Obstacle
from catalog.selectors.sentences import rule_sentences
from foundation.bidi import with_sizes_apart

LANGUAGES = {"en", "de", "ar"}
PRODUCTS = demo_products()
PRICE_LISTS = ["Europe", "Trade"]
# Parts that are bought are called what their makers call them.
NAMED_BY_THEIR_MAKERS = "computer"
# Of a standard, a chip or a size: a capital or a figure first, and no word that describes.
NAME_OF_MAKERS = re.compile(r"(?!.*\b(Tower|Desktop|Slim)\b)[A-Z0-9].*")


def texts(code: str) -> Iterator[dict[str, str]]:
    """Every text of a product and its variants by language, makers' names left out."""
    definition = PRODUCTS[code]
    yield from _texts_in(definition.document(), has_makers_names=code == NAMED_BY_THEIR_MAKERS)
    for variant in definition.variants or ():
        yield variant.names


def _texts_in(value: Any, *, has_makers_names: bool) -> Iterator[dict[str, str]]:
    if isinstance(value, list):
        for entry in value:
            yield from _texts_in(entry, has_makers_names=has_makers_names)
    elif isinstance(value, dict) and "en" in value:
        yield value
    elif isinstance(value, dict):
        for key, entry in value.items():
            if not (key == "options" and has_makers_names):
                yield from _texts_in(entry, has_makers_names=has_makers_names)


@pytest.mark.parametrize("code", PRODUCTS)
def test_every_text_of_a_product_is_said_in_three_languages(code):
    assert [text["en"] for text in texts(code) if set(text) != LANGUAGES] == []


@pytest.mark.parametrize("code", PRODUCTS)
def test_words_of_attributes_are_said_in_three_languages_or_are_names(code):
    left_over = {
        word
        for group in _all_groups(code)
        for attribute in group["attributes"]
        if attribute["kind"] == "word"
        for word in {option["attributes"].get(attribute["code"], "") for option in group["options"]}
        if word
        and set(attribute.get("value_names", {}).get(word, ())) != LANGUAGES
        and not NAME_OF_MAKERS.fullmatch(word)
    }

    assert left_over == set()


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("code", PRODUCTS)
def test_broken_rule_is_told_in_the_language_of_the_customer(code, language):
    document = PRODUCTS[code].document()
    sentences = rule_sentences(document, language)

    assert {rule["code"]: sentences[rule["code"]] for rule in document["rules"]} == {
        rule["code"]: with_sizes_apart(WORDING.said(rule["message"]["en"])[language], language)
        for rule in document["rules"]
    }


@pytest.mark.parametrize("text", [*PRICE_LISTS, *Obstacle])
def test_text_outside_of_the_products_is_said_in_three_languages(text):
    assert set(WORDING.said(text)) == LANGUAGES


@pytest.mark.parametrize("language", sorted(LANGUAGES - {"en"}))
def test_no_translation_is_surplus(language):
    said = {text["en"]: text[language] for code in PRODUCTS for text in texts(code)}
    said |= {text: WORDING.said(text)[language] for text in (*PRICE_LISTS, *Obstacle)}
    groups = {group["name"]["en"] for code in PRODUCTS for group in _all_groups(code)}
    kept = WORDING.by_language[language]

    assert sorted(key for key in kept if key not in said and not _is_of_a_group(key, groups)) == []


def _all_groups(code: str) -> Iterator[dict[str, Any]]:
    for group in PRODUCTS[code].document()["groups"]:
        yield from (group, *group.get("groups", ()))


def _is_of_a_group(key: str, groups: set[str]) -> bool:
    return key.startswith("group:") and key.removeprefix("group:") in groups


@pytest.mark.parametrize("language", sorted(LANGUAGES - {"en"}))
def test_translations_are_in_the_order_of_the_english_texts(language):
    kept = list(WORDING.by_language[language])

    assert kept == sorted(kept)


def test_translations_keep_every_number_of_the_english_text():
    def numbers(text: str) -> list[str]:
        return sorted(re.findall(r"[0-9]+(?:[.,][0-9]+)?", text.replace(",", ".")))

    changed = [
        (language, key)
        for language, kept in WORDING.by_language.items()
        for key, text in kept.items()
        if not set(numbers(text)) <= set(numbers(key))
    ]

    assert changed == []


def test_options_of_one_group_are_told_apart_in_every_language():
    alike = [
        (code, group["code"], language)
        for code in PRODUCTS
        if code != NAMED_BY_THEIR_MAKERS
        for group in _all_groups(code)
        for language in LANGUAGES
        if len({option["name"][language] for option in group["options"]}) < len(group["options"])
    ]

    assert alike == []


def test_word_with_two_meanings_is_said_by_its_place():
    assert WORDING.said("Power")["de"] == "Leistung"
    assert WORDING.said("Power", "group")["de"] == "Netzteil"


def test_proper_name_stays_english():
    assert WORDING.said("AMD Ryzen 5 7600") == {"en": "AMD Ryzen 5 7600"}


def test_empty_text_says_nothing():
    assert WORDING.said("") == {}
