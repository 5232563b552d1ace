"""What snapshots keep of customers' files: a reference and a keyed digest, never the file."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from catalog.canonical import Document
from catalog.models import CustomerFile
from foundation.errors import InvalidInput

FILE_SALT = "catalog.snapshot.file"
References = Mapping[str, Mapping[str, str]]


def file_digest(content: bytes) -> str:
    """Return the keyed digest of a customer's file."""
    key = settings.TEXT_DIGEST_KEY
    value = sha256(content).hexdigest()
    return salted_hmac(FILE_SALT, value, secret=key, algorithm="sha256").hexdigest()


def taken_files(document: Document, literal: dict[str, Any]) -> dict[str, Any]:
    """Take the files out of literal choices; return what a snapshot holds of them.

    They are kept from now on: call it inside the transaction that keeps the snapshot. Empty
    without files, so that such snapshots are what they always were.

    Raises
    ------
    InvalidInput
        When a file is gone or was erased.
    """
    groups = [group["code"] for group in document["groups"] if group["kind"] == "file"]
    files = {code: literal.pop(code) for code in groups if code in literal}
    return {"files": _kept(files)} if files else {}


def held_files(references: References) -> dict[str, str]:
    """Return the ids of files by group; an erased one is the empty string."""
    if not references:
        return {}
    ids = [entry["ref"] for entry in references.values()]
    rows = CustomerFile.objects.filter(pk__in=ids, erased_at=None)
    there = set(rows.values_list("pk", flat=True))
    return {
        code: entry["ref"] if entry["ref"] in there else "" for code, entry in references.items()
    }


def erase_files(references: References, *, now: datetime) -> None:
    """Blank files; what refers to them stays as it is."""
    ids = [entry["ref"] for entry in references.values()]
    if ids:
        rows = CustomerFile.objects.filter(pk__in=ids, erased_at=None)
        rows.update(content=b"", erased_at=now)


def _kept(files: Mapping[str, str]) -> dict[str, dict[str, str]]:
    there = CustomerFile.objects.filter(erased_at=None, pk__in=set(files.values()))
    digests = dict(there.values_list("pk", "digest"))
    if gone := [code for code, ref in files.items() if ref not in digests]:
        raise InvalidInput(
            _("A picture is no longer here. Please upload it again."),
            code="file_gone",
            errors=[
                {"pointer": f"/choices/{code}", "detail": _("Upload it again.")} for code in gone
            ],
        )
    CustomerFile.objects.filter(pk__in=digests).update(is_kept=True)
    return {code: {"ref": ref, "digest": digests[ref]} for code, ref in files.items()}
