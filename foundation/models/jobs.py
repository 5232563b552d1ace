"""Long work that a person waits for: its progress and outcome."""

from django.db import models


class Job(models.Model):
    """A piece of work done by a worker; the row is the truth, its message a wake-up."""

    class Status(models.TextChoices):
        DUE = "due", "due"
        RUNNING = "running", "running"
        DONE = "done", "done"
        FAILED = "failed", "failed"

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    status = models.CharField(max_length=10, choices=Status, default=Status.DUE)
    progress = models.CharField(max_length=200, blank=True)
    outcome = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
