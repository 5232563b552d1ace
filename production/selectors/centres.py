"""Work centres with all that formation and planning read of them."""

from collections.abc import Iterable
from functools import cached_property

from django.db.models import QuerySet

from foundation.errors import Conflict
from production.models import RunPolicy, WorkCentre
from production.planner.mixed_lines.values import LineRules, OptionRatio
from production.planner.values import CalendarRules, Centre, ChangeoverRule, Policy
from production.selectors.calendars import calendar_rules


class CentreFacts:
    """A work centre and its current policy as the planner's values."""

    def __init__(self, row: WorkCentre) -> None:
        self.row = row

    @cached_property
    def policy_row(self) -> RunPolicy:
        """The policy in force: its latest version."""
        latest = max(self.row.policies.all(), key=lambda policy: policy.version, default=None)
        if latest is None:
            raise Conflict(
                f"Work centre {self.row.code} has no run policy: add one in the admin.",
                code="no_run_policy",
            )
        return latest

    @cached_property
    def policy(self) -> Policy:
        latest = self.policy_row
        return Policy(
            version=latest.version,
            max_minutes=latest.max_minutes,
            max_pieces=latest.max_pieces,
            max_wait_min=latest.max_wait_min,
            due_slack_min=latest.due_slack_min,
            is_family_run=self.row.is_family_run,
            treats_all_at_once=self.row.treats_all_at_once,
        )

    @cached_property
    def calendar(self) -> CalendarRules:
        return calendar_rules(self.row.calendar)

    @cached_property
    def centre(self) -> Centre:
        return Centre(
            id=self.row.pk,
            name=self.row.code,
            calendar=self.calendar,
            changeovers=tuple(
                ChangeoverRule(rule.from_pattern, rule.to_pattern, rule.minutes)
                for rule in sorted(
                    self.row.changeover_rules.all(), key=lambda rule: (rule.position, rule.pk)
                )
            ),
            default_changeover_min=self.row.default_changeover_min,
            treats_all_at_once=self.row.treats_all_at_once,
            line=self._line_rules() if self.row.is_mixed_line else None,
        )

    def _line_rules(self) -> LineRules:
        return LineRules(
            tuple(
                OptionRatio(rule.option, rule.most, rule.window, rule.is_high)
                for rule in sorted(
                    self.row.option_rules.all(), key=lambda rule: (rule.position, rule.pk)
                )
            ),
            self.row.batch_limit,
        )

    @property
    def longest_changeover_min(self) -> int:
        """The changeover to allow for before a run whose place is not known yet."""
        known = [rule.minutes for rule in self.centre.changeovers]
        return max([*known, self.row.default_changeover_min or 0])


def centres_with_facts(ids: Iterable[int] | None = None) -> dict[int, CentreFacts]:
    """Return work centres by id, everything read ahead in a fixed number of queries."""
    rows: QuerySet[WorkCentre] = WorkCentre.objects.select_related("calendar").prefetch_related(
        "policies",
        "changeover_rules",
        "option_rules",
        "calendar__shifts",
        "calendar__closed_days",
    )
    if ids is not None:
        rows = rows.filter(pk__in=set(ids))
    return {row.pk: CentreFacts(row) for row in rows}
