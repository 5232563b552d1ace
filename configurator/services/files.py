"""Take customers' pictures in, and let go of those that nobody uses."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from catalog.customer_files import file_digest
from catalog.models import CustomerFile
from configurator.images import BYTES_LIMIT, CleanPicture, PictureRefused, clean_picture
from configurator.models import Configuration
from foundation.errors import InvalidInput, TooMany

UNUSED = timedelta(days=7)
CHECK_AGAIN = timedelta(days=1)
AT_ONCE = 50
PER_HOUR = 30
HOUR = timedelta(hours=1)
ADDRESS_SALT = "configurator.files.address"


def store_file(*, sent: UploadedFile | None, address: str, now: datetime) -> CustomerFile:
    """Decode a sent picture, write it anew and keep it under a random id.

    Raises
    ------
    InvalidInput
        ``invalid_file`` for anything but a PNG or JPEG within its limits.
    TooMany
        When this address sent many within the hour.
    """
    origin = salted_hmac(ADDRESS_SALT, address, algorithm="sha256").hexdigest()
    recent = CustomerFile.objects.filter(address=origin, created_at__gt=now - HOUR)
    if recent.count() >= PER_HOUR:
        raise TooMany(
            _("Too many files for now. Try again in an hour."),
            code="too_many_files",
            retry_after_s=int(HOUR.total_seconds()),
        )
    picture = _read(sent)
    return CustomerFile.objects.create(
        kind=picture.kind,
        content=picture.content,
        digest=file_digest(picture.content),
        width=picture.width,
        height=picture.height,
        address=origin,
        created_at=now,
        checked_at=now,
    )


def remove_unused_files(*, now: datetime) -> int:
    """Delete files older than a week that no order keeps and no configuration holds.

    Those that a configuration holds are looked at again a day later. Safe to run twice.
    """
    waiting = CustomerFile.objects.filter(is_kept=False, created_at__lt=now - UNUSED)
    due = waiting.filter(Q(checked_at__lt=now - CHECK_AGAIN)).order_by("checked_at")
    ids = list(due.values_list("pk", flat=True)[:AT_ONCE])
    held = set(_held(ids))
    CustomerFile.objects.filter(pk__in=held).update(checked_at=now)
    gone = [id for id in ids if id not in held]  # noqa: A001
    removed, _rows = waiting.filter(pk__in=gone).delete()
    return removed


def _held(ids: Iterable[str]) -> Iterable[str]:
    for id in ids:  # noqa: A001
        mentions = Q(choices__icontains=id) | Q(history__icontains=id)
        if Configuration.objects.filter(mentions).exists():
            yield id


def _read(sent: UploadedFile | None) -> CleanPicture:
    try:
        if sent is None or sent.size is None:
            raise PictureRefused(_("Choose a picture first."))
        return clean_picture(BytesIO(sent.read(BYTES_LIMIT + 1)), sent.size)
    except PictureRefused as refused:
        raise InvalidInput(
            str(refused),
            code="invalid_file",
            errors=[{"pointer": "/file", "detail": str(refused)}],
        ) from None
