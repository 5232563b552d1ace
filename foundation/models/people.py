"""Who uses Tailorline: a user signs in, an account orders."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models

from foundation.money import CURRENCIES


class User(AbstractUser):
    """A person who signs in: a customer or a member of staff."""


class CustomerGroup(models.Model):
    """Customers whom the same price lists hold for; who is in none of them buys at retail."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Account(models.Model):
    """Somebody who can order: a customer, or a firm behind an API key.

    Without a group it buys at retail, without a currency in the shop's.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    user = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.SET_NULL, related_name="account"
    )
    customer_group = models.ForeignKey(
        CustomerGroup,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="accounts",
        help_text="Whose price lists hold for this customer; none: the prices of the shop.",
    )
    currency = models.CharField(
        max_length=3,
        blank=True,
        choices=[(code, code) for code in CURRENCIES],
        help_text="Empty: the shop's. It counts where a price list is in it.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
