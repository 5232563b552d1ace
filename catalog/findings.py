"""What a check before publishing has found."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Severity = Literal["stops", "warns"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with a draft.

    ``subject`` says where, as a pointer into the document such as ``/rules/tyre-clearance``;
    ``excerpt`` is the source with a caret below the character, where there is a source. What may
    end otherwise when it is prepared once more is `is_worth_another_try`.
    """

    title: str
    detail: str = ""
    severity: Severity = "stops"
    subject: str = ""
    url: str = ""
    excerpt: str = ""
    is_worth_another_try: bool = False

    @property
    def stops(self) -> bool:
        return self.severity == "stops"


COPY = re.compile(r"([a-z][a-z0-9_-]*)/[0-9]+/")


def first_copies(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings without those that say of a further copy what is said of the first."""
    found: dict[tuple[str, str, str], Finding] = {}
    for one in findings:
        said = (COPY.sub(r"\1/", one.title), one.severity, COPY.sub(r"\1/", one.subject))
        found.setdefault(said, one)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A check's name with what it found; nothing found is good."""

    name: str
    findings: tuple[Finding, ...]

    @property
    def stops(self) -> bool:
        return any(finding.stops for finding in self.findings)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All checks of one draft, the worst first."""

    digest: str
    results: tuple[CheckResult, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for result in self.results for finding in result.findings)

    @property
    def may_publish(self) -> bool:
        return not any(finding.stops for finding in self.findings)

    @property
    def sentence(self) -> str:
        """Say in one sentence whether the draft may be published."""
        stopping = [finding for finding in self.findings if finding.stops]
        if not stopping:
            return f"Ready to publish.{_remark(len(self.findings))}"
        count = "One finding stops" if len(stopping) == 1 else f"{len(stopping)} findings stop"
        return f"{count} this. {stopping[0].title}."


def _remark(warnings: int) -> str:
    if not warnings:
        return ""
    return " One thing to look at." if warnings == 1 else f" {warnings} things to look at."


def worst_first(results: Sequence[CheckResult]) -> tuple[CheckResult, ...]:
    """Return the results with stopping ones first, fine ones last, else in their order."""
    return tuple(sorted(results, key=lambda result: (not result.stops, not result.findings)))
