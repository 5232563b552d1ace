"""Changes that the postponement adviser proposed and staff had drafted."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from production.models.simulations import Simulation


class AdviceDraft(models.Model):
    """One product's advice as drafts: nothing of it is live until staff say so, row by row.

    `changes` names the drafted rows: stock lines to open (inactive, of an unlisted variant or a
    made part) and those to close (untouched). The two amounts are what set-ups and keeping stock
    cost a year now, and then.
    """

    simulation = models.ForeignKey(Simulation, on_delete=models.PROTECT, related_name="drafts")
    product_code = models.CharField(max_length=80)
    changes = models.JSONField(default=list)
    now_minor = models.BigIntegerField(help_text=_("cents a year as it is made now"))
    best_minor = models.BigIntegerField(help_text=_("cents a year with these changes"))
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    drafted_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["simulation", "product_code"], name="advice_once")
        ]

    def __str__(self) -> str:
        return f"{self.product_code}: {self.simulation}"

    @property
    def saving_minor(self) -> int:
        return self.now_minor - self.best_minor
