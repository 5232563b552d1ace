"""Save, resume and share a design: codes open it, links open copies of it."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from configurator.design_codes import new_code, new_share, read_code
from configurator.models import Configuration, WrongCode
from foundation.errors import NotFound, TooMany

WRONG_CODES = 10
WAIT = timedelta(minutes=10)


def name_design(*, configuration: Configuration) -> Configuration:
    """Give a code and a link to a design that has none: one from before there were any."""
    if configuration.code is None or configuration.share is None:
        code, share = new_code(), new_share()
        Configuration.objects.filter(pk=configuration.pk, code=None).update(code=code, share=share)
        configuration.refresh_from_db(fields=["code", "share"])
    return configuration


def design_by_code(*, text: str, address: str, now: datetime) -> Configuration:
    """Return the design that a typed code opens.

    Raises
    ------
    TooMany
        After ten wrong codes of one address within ten minutes, whatever the code.
    NotFound
        For a code that opens nothing; it is counted.
    """
    digest = salted_hmac("configurator.design_codes", address).hexdigest()
    recent = WrongCode.objects.filter(address=digest, at__gt=now - WAIT)
    if recent.count() >= WRONG_CODES:
        raise TooMany(
            _("Too many wrong codes. Try again in ten minutes."),
            code="too_many_codes",
            retry_after_s=int(WAIT.total_seconds()),
        )
    code = read_code(text)
    found = _designs().filter(code=code).first() if code else None
    if found is None:
        WrongCode.objects.filter(at__lte=now - WAIT).delete()
        WrongCode.objects.create(address=digest, at=now)
        raise NotFound(
            _("No design has this code. It has ten letters and figures, like K7P-4QDX-9MR."),
            code="not_found",
        )
    return found


def design_by_share(share: str) -> Configuration:
    """Return the design behind a link; raises NotFound."""
    found = _designs().filter(share=share).first() if share.isascii() else None
    if found is None:
        raise NotFound(_("There is no such design. The link may be cut short."), code="not_found")
    return found


def share_texts(*, configuration: Configuration, is_shared: bool) -> None:
    """Let the texts of a design go along with its link, or not."""
    Configuration.objects.filter(pk=configuration.pk).update(shares_texts=is_shared)
    configuration.shares_texts = is_shared


def _designs() -> QuerySet[Configuration]:
    return Configuration.objects.select_related("revision__product").defer("revision__document")
