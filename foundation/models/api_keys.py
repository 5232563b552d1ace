"""API keys: only a digest is stored, the key itself is shown once."""

from django.db import models

from foundation.models.people import Account


class ApiKey(models.Model):
    """A key for REST clients, its scopes and the account it orders for."""

    class Scope(models.TextChoices):
        ORDERS = "orders", "place and read orders"
        STAFF = "staff", "read stock and runs"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, db_index=True)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "pk"]
        verbose_name = "API key"

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
