"""Say the codes of a revision in words: groups, values and rules."""

from functools import lru_cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalog.choices import value_in_words
from catalog.presence import condition_words
from catalog.selectors.sentences import rule_sentences
from catalog.texts import MAIN_LANGUAGE, in_language
from configurator.artefacts import LoadedRevision
from configurator.values import Value, is_none

BUILT_IN = "group:"
PRESENCE = "present:"


def current_language() -> str:
    """Return the language of the request, English outside of one."""
    return get_language() or MAIN_LANGUAGE


def group_name(loaded: LoadedRevision, code: str, language: str) -> str:
    return in_language(loaded.groups[code]["name"], language) or code


def value_words(loaded: LoadedRevision, group: str, value: Value | None, language: str) -> str:
    """Say a value: an option's name, ``2 × 1 TB drive, Rack``, ``178 cm``, the text itself."""
    if value is None or is_none(value):
        return _("None")
    return value_in_words(loaded.groups[group], value, language)


def rule_sentence(loaded: LoadedRevision, code: str, language: str) -> str:
    """Say a rule: in the catalog's own words, else read back; a group's own laws likewise."""
    if code.startswith(PRESENCE):
        return _presence_law(loaded, code.removeprefix(PRESENCE), language)
    if code.startswith(BUILT_IN):
        return _group_law(loaded, code.removeprefix(BUILT_IN), language)
    return _rule_sentences(loaded, language)[code]


@lru_cache(maxsize=48)
def _rule_sentences(loaded: LoadedRevision, language: str) -> dict[str, str]:
    return rule_sentences(loaded.document, language)


@lru_cache(maxsize=48)
def group_conditions(loaded: LoadedRevision, language: str) -> dict[str, str]:
    """Return the conditions of the groups that are not always asked, in words."""
    return condition_words(loaded.document, language)


def _presence_law(loaded: LoadedRevision, code: str, language: str) -> str:
    return _("%(name)s is only asked if %(condition)s.") % {
        "name": group_name(loaded, code, language),
        "condition": group_conditions(loaded, language)[code],
    }


def _group_law(loaded: LoadedRevision, code: str, language: str) -> str:
    group = loaded.groups[code]
    name = group_name(loaded, code, language)
    if group["kind"] == "some_of" and group.get("max_count") is None:
        return _("%(name)s: at least %(least)s.") % {"name": name, "least": group["min_count"]}
    if group["kind"] == "some_of":
        return _("%(name)s: %(least)s to %(most)s in all.") % {
            "name": name,
            "least": group.get("min_count", 0),
            "most": group.get("max_count"),
        }
    if group["kind"] == "number":
        return _("%(name)s goes from %(low)s to %(high)s.") % {
            "name": name,
            "low": group["minimum"],
            "high": group["maximum"],
        }
    if group["kind"] == "text":
        return ngettext(
            "%(name)s has room for %(most)s character.",
            "%(name)s has room for %(most)s characters.",
            group["max_length"],
        ) % {"name": name, "most": group["max_length"]}
    if group["kind"] == "file":
        return _("%(name)s needs a picture.") % {"name": name}
    if group.get("is_optional"):
        return _("%(name)s takes one option, or none.") % {"name": name}
    return _("%(name)s takes exactly one option.") % {"name": name}
