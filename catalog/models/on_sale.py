"""Which state of sale the catalog is in."""

from django.db import models


class SaleVersion(models.Model):
    """One row with a random token; triggers change it with whatever is put on sale or priced.

    A process may keep what it read of products, publications and price lists for as long as the
    token stays the same.
    """

    token = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.token
