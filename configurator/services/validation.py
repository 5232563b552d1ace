"""Check literal choices: nothing is filled in but what is forced."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from catalog.models import Revision
from catalog.presence import absent_groups
from configurator.artefacts import LoadedRevision, load_revision
from configurator.engine import Costs, Violation, answer, explain, is_valid
from configurator.values import Choices, plain_value, read_choices
from configurator.words import BUILT_IN, PRESENCE, current_language, rule_sentence
from foundation.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of literal choices found.

    `choices` are the normalised choices with what is forced; `missing` the groups that are
    asked and neither named, forced nor optional; `violations` the laws that are broken.
    """

    choices: Choices
    missing: tuple[str, ...]
    violations: tuple[Violation, ...]

    @property
    def is_valid(self) -> bool:
        return not self.violations

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def broken_laws(self) -> list[str]:
        """Codes of the broken rules; ``group:`` or ``present:<code>`` for a group's own laws."""
        return [_law(violation) for violation in self.violations]


def literal_choices(revision: Revision, raw: object, day: date, channel: str) -> Choices:
    """Return the literal choices of an order line, complete, with what is forced that day.

    Raises
    ------
    InvalidInput
        For values that cannot be used, groups that are missing and laws that are broken.
    """
    loaded = load_revision(revision)
    verdict = check_choices(loaded, raw, loaded.context(day, channel))
    if verdict.missing:
        places = [(f"/choices/{code}", _("Needs a value.")) for code in verdict.missing]
        message = _("These need a value: %(groups)s.") % {"groups": ", ".join(verdict.missing)}
        raise _refusal(message, "incomplete", places)
    if verdict.violations:
        language = current_language()
        broken = [
            (_place(found), rule_sentence(loaded, _law(found), language))
            for found in verdict.violations
        ]
        message = _("These choices do not fit together: %(why)s") % {"why": broken[0][1]}
        raise _refusal(message, "invalid_design", broken)
    return verdict.choices


def check_choices(loaded: LoadedRevision, raw: object, context: Mapping[str, Any]) -> Verdict:
    """Check choices as they are: no default is filled in, only what is forced.

    `context` is the day and channel they are judged in, as `LoadedRevision.context` gives it.

    Raises
    ------
    InvalidInput
        For unknown groups and values that cannot be used.
    """
    named = {code: value for code, value in read_choices(loaded, raw).items() if value is not None}
    answered = answer(loaded.artefact, {**named, **context}, Costs(), defaults=False)
    if not answered.is_consistent:
        return Verdict(named, (), tuple(_clashing_laws(loaded, named, context)))
    full = named | {code: plain_value(value) for code, value in answered.forced.items()}
    absent = absent_groups(loaded.document, full)
    missing = tuple(
        code
        for code, group in loaded.groups.items()
        if code not in full and code not in absent and not group.get("is_optional")
    )
    violations = () if missing else tuple(is_valid(loaded.artefact, {**full, **context}))
    return Verdict(full, missing, violations)


def _clashing_laws(
    loaded: LoadedRevision, named: Choices, context: Mapping[str, Any]
) -> Iterator[Violation]:
    """Name the laws that choices break together: those behind the first that does not fit."""
    kept: Choices = dict(context)
    for group, value in named.items():
        if not answer(loaded.artefact, kept | {group: value}, Costs()).is_consistent:
            for law in explain(loaded.artefact, kept, group, value).rules:
                if law.startswith(PRESENCE):
                    yield Violation(law.removeprefix(PRESENCE), "absent", law)
                    continue
                kind = "count" if law.startswith(BUILT_IN) else "rule"
                yield Violation(law.removeprefix(BUILT_IN), kind, law)
            return
        kept[group] = value


def _law(found: Violation) -> str:
    if found.code == "rule":
        return found.pointer
    return f"{PRESENCE if found.code == 'absent' else BUILT_IN}{found.pointer}"


def _place(found: Violation) -> str:
    return "/choices" if found.code == "rule" else f"/choices/{found.pointer}"


def _refusal(message: str, code: str, places: Iterable[tuple[str, str]]) -> InvalidInput:
    errors = [{"pointer": pointer, "detail": detail} for pointer, detail in places]
    return InvalidInput(message, code=code, errors=errors)
