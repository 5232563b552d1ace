"""The rules of a document as sentences."""

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
from catalog.language.flattening import flat_document
from catalog.texts import in_language


def rule_sentences(document: Document, language: str) -> dict[str, str]:
    """Return each rule's sentence by its code: its own message, else the rule said in words."""
    document = flat_document(document)
    schema = Schema.from_document(document)
    return {
        rule["code"]: in_language(rule["message"], language)
        or say(rule_expression(rule, schema), schema, language)
        for rule in document["rules"]
    }


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
        return say(rule_expression(rule, schema), schema, language)
    except LanguageError as error:
        return str(error)
