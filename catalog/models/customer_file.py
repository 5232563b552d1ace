"""Pictures of customers, apart from everything that never changes."""

import uuid

from django.db import models


def new_file_id() -> str:
    """Return 128 random bits as text: whoever holds it may see the picture."""
    return uuid.uuid4().hex


class CustomerFile(models.Model):
    """One picture of a customer, decoded and written anew. It may be erased.

    Snapshots hold its id and a keyed digest. `is_kept` is set by the first snapshot; one that is
    neither kept nor in a configuration goes after a week. `address` is a keyed digest.
    """

    class Kind(models.TextChoices):
        PNG = "png", "PNG"
        JPEG = "jpeg", "JPEG"

    id = models.CharField(primary_key=True, max_length=32, default=new_file_id, editable=False)
    kind = models.CharField(max_length=4, choices=Kind)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    address = models.CharField(max_length=64)
    is_kept = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    checked_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["address", "created_at"], name="customer_file_by_address"),
            models.Index(fields=["is_kept", "checked_at"], name="customer_file_to_check"),
        ]

    def __str__(self) -> str:
        return f"file {self.pk[:8]}"
