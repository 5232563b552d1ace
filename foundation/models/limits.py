"""How much of what is limited somebody has used."""

from django.db import models


class UsedAllowance(models.Model):
    """A bucket that fills with each use and drains with time; `key` is a keyed digest."""

    key = models.CharField(max_length=64, unique=True)
    level = models.FloatField(default=0)
    drained_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.level:.1f}"
