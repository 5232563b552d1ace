"""A configuration: what a customer chose on one revision of a product."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import models

from catalog.canonical import CanonicalDocumentField
from configurator.design_codes import new_code, new_share
from configurator.history import History, Step

IDENTITY_BYTES = 16


def new_identity() -> str:
    """Return 128 random bits as text: whoever holds it may open the configuration."""
    return secrets.token_hex(IDENTITY_BYTES)


class Configuration(models.Model):
    """Own choices on one revision; defaults and completions are worked out, never stored.

    Texts stay in `choices` of this working row; an order keeps them apart, where they can be
    erased. `chosen_order` names the groups as they were chosen, oldest first, because JSON in
    PostgreSQL keeps no order; `finished_groups` those that "finish it for me" answered.
    `history` holds the latest steps before and after, for undo and redo. `code` opens the
    configuration itself on another device; `share` opens copies only, with the texts where
    `shares_texts` says so.
    """

    id = models.CharField(primary_key=True, max_length=32, default=new_identity, editable=False)
    product_code = models.CharField(max_length=80, db_index=True)
    revision = models.ForeignKey("catalog.Revision", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        "foundation.Account", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    choices = models.JSONField(default=dict)
    chosen_order = models.JSONField(default=list)
    finished_groups = models.JSONField(default=list)
    history = models.JSONField(null=True, blank=True)
    # None for rows from before there were codes: an empty text could stand there once only.
    code = models.CharField(max_length=10, null=True, unique=True, default=new_code)  # noqa: DJ001
    share = models.CharField(max_length=16, null=True, unique=True, default=new_share)  # noqa: DJ001
    shares_texts = models.BooleanField(default=False)
    # The kind of offer that the customer chose; empty for the soonest.
    wanted_offer = models.CharField(max_length=8, blank=True)
    # How many pieces its price and its offers are for.
    quantity = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-changed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.product_code} {self.id[:8]}"

    @property
    def own(self) -> dict[str, Any]:
        """The own choices, oldest first."""
        return {code: self.choices[code] for code in self.chosen_order}

    @own.setter
    def own(self, choices: Mapping[str, Any]) -> None:
        self.choices = dict(choices)
        self.chosen_order = list(choices)
        self.finished_groups = [code for code in self.finished_groups if code in choices]

    @property
    def step(self) -> Step:
        """The choices as they are now, ready to be gone back to."""
        return Step(
            self.revision_id,
            dict(self.choices),
            list(self.chosen_order),
            list(self.finished_groups),
        )

    @step.setter
    def step(self, step: Step) -> None:
        self.revision_id = step.revision
        self.choices = dict(step.choices)
        self.chosen_order = list(step.chosen_order)
        self.finished_groups = list(step.finished_groups)

    @property
    def steps(self) -> History:
        """The steps before and after."""
        return History.from_json(self.history)

    @steps.setter
    def steps(self, history: History) -> None:
        self.history = history.as_json()


class WrongCode(models.Model):
    """A design code that somebody tried and that opens nothing; too many make them wait.

    `address` is a keyed digest of the caller's address. Rows older than the wait are deleted.
    """

    address = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["address", "at"], name="wrong_code_address_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class Compilation(models.Model):
    """A draft's document that a worker compiles before it can be published, and what came of it.

    `document` is flat; `digest` names it. While a worker has it, `leased_until` lies ahead and
    `step` says what it does. Ended, it has either `content` with its `note`, or a `problem`.
    """

    product_code = models.CharField(max_length=80, db_index=True)
    digest = models.CharField(max_length=64, unique=True)
    document = CanonicalDocumentField()
    step = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    content = models.BinaryField(null=True)
    note = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.product_code} {self.digest[:8]}"


class ClashCount(models.Model):
    """How often a rule stopped somebody on a day; it tells nothing about who that was."""

    product_code = models.CharField(max_length=80)
    rule = models.CharField(max_length=200)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day", "rule"]
        constraints = [
            models.UniqueConstraint(
                fields=["product_code", "rule", "day"], name="clash_count_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.product_code} {self.rule} {self.day}"
