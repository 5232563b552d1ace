"""Which state the factory facts are in."""

from django.db import models


class FactsVersion(models.Model):
    """One row with a random token; triggers change it with every change of a factory fact.

    Factory facts are work centres, policies, changeovers, calendars, machines, routings and
    bills. A process may keep what it read of them for as long as the token stays the same.
    """

    token = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.token
