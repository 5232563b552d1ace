"""Published states of products: they never change; publications say which is on sale when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from catalog.canonical import CanonicalDocumentField
from catalog.models.product import Product


class Revision(models.Model):
    """One published state of a product; database triggers keep it as it is."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    document = CanonicalDocumentField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["product", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["product", "number"], name="revision_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.product} {self.number}"


class RevisionArtefact(models.Model):
    """Bytes that a publishing step worked out from a revision, with a note on them for staff."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="artefacts")
    kind = models.CharField(max_length=40)
    content = models.BinaryField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["revision", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "kind"], name="artefact_kind_once")
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {self.kind}"


class Publication(models.Model):
    """A revision on sale from one moment to another; open while it has no end."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="publications")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="publications")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        ordering = ["product", "-starts_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["product"], condition=Q(ends_at__isnull=True), name="one_open_publication"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="publication_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision} from {self.starts_at:%Y-%m-%d %H:%M}"
