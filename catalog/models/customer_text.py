"""What customers wrote, apart from everything that never changes."""

import uuid

from django.db import models


class CustomerText(models.Model):
    """One text of a customer. Snapshots hold only its id and a keyed digest; it may be erased."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"text {self.pk}"
