"""The rules of a document as sentences."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalog.canonical import Document
from catalog.language import (
    LanguageError,
    Schema,
    claim_of,
    computed_expression,
    rule_expression,
    say,
    say_condition,
)
from catalog.language.context import REST, SHOP
from catalog.language.flattening import flat_document
from catalog.texts import in_language


def rule_sentences(document: Document, language: str) -> dict[str, str]:
    """Return each rule's sentence by its code: its own message, else the rule said in words."""
    document = flat_document(document)
    schema = Schema.from_document(document)
    return {
        rule["code"]: limited_sentence(
            in_language(rule["message"], language)
            or say(rule_expression(rule, schema), schema, language),
            rule,
            language,
        )
        for rule in document["rules"]
    }


def limited_sentence(sentence: str, rule: Mapping[str, Any], language: str) -> str:
    """Return a rule's sentence with the days and channels it holds for."""
    limits = limit_words(rule, language)
    return f"{sentence} ({limits})" if limits else sentence


def limit_words(rule: Mapping[str, Any], language: str) -> str:
    """Say for which days and channels a rule holds: "until 31 December 2026"; "" for always."""
    with override(language):
        first, last = rule.get("valid_from"), rule.get("valid_until")
        days = {"first": _day_words(first), "last": _day_words(last)}
        said = ""
        if first and last:
            said = _("from %(first)s until %(last)s") % days
        elif first:
            said = _("from %(first)s on") % days
        elif last:
            said = _("until %(last)s") % days
        names = {SHOP: _("in the shop"), REST: _("through REST")}
        places = [names[channel] for channel in rule.get("channels", ())]
        return _(", ").join(filter(None, [said, *places]))


def _day_words(written: str | None) -> str:
    return date_format(date.fromisoformat(written), "j F Y") if written else ""


def preference_sentences(document: Document, language: str) -> dict[str, str]:
    """Return each preference's sentence by its code: its own message, else said in words."""
    entries = document.get("preferences", ())
    rules = [entry | {"kind": "formula"} for entry in entries]
    return rule_sentences({"groups": document["groups"], "rules": rules}, language)


def condition_sentence(source: str, schema: Schema, language: str, copy: str = "") -> str:
    """Return a draft's condition in words, or what is wrong with it."""
    try:
        return f"if {say_condition(claim_of(source, schema, copy), schema, language)}"
    except LanguageError as error:
        return str(error)


def computed_sentence(source: str, schema: Schema, language: str) -> str:
    """Return the formula of a draft's computed value in words, or what is wrong with it."""
    try:
        return say(computed_expression(source, schema), schema, language)
    except LanguageError as error:
        return str(error)


def draft_sentence(rule: Document, schema: Schema, language: str) -> str:
    """Return a draft rule said in words, or what is wrong with it."""
    try:
        return limited_sentence(
            say(rule_expression(rule, schema), schema, language), rule, language
        )
    except LanguageError as error:
        return str(error)
