"""Send each version of a quote to whom asked for it, with the paper."""

from datetime import datetime

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from foundation.services.claiming import DueRows, work_off
from orders.models import QuoteVersion
from orders.papers.quote import quote_paper
from orders.picture_mail import PictureMail, mail_picture
from orders.presenters.quote_page import quote_link, quote_page

Status = QuoteVersion.MailStatus
FIRST_RETRY_S = 30


def send_due_quotes(*, now: datetime, limit: int = 20) -> int:
    """Send what is due and return how many went out; failures are tried again, then parked."""
    return work_off(QUOTES, now=now, limit=limit)


def _due(now: datetime) -> QuerySet[QuoteVersion]:
    due = QuoteVersion.objects.filter(status=Status.DUE, due_at__lte=now)
    return due.select_related("quote").order_by("due_at", "pk")


def _send(version: QuoteVersion, now: datetime) -> None:
    quote = version.quote
    if not quote.email:
        return
    with translation.override(quote.language):
        page = quote_page(quote, version, now=now)
        pictures = [
            mail_picture(line.picture, f"{quote.number}-{version.version}-{place}")
            for place, line in enumerate(page.lines, start=1)
        ]
        context = {
            "page": page,
            "lines": list(zip(page.lines, pictures, strict=True)),
            "link": quote_link(quote),
            "subject": _("Your quote %(number)s") % {"number": quote.number},
            "language": quote.language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
        }
        message = PictureMail(
            subject=context["subject"],
            body=render_to_string("orders/mail_quote.txt", context),
            to=[quote.email],
            pictures=filter(None, pictures),
        )
        message.attach_alternative(render_to_string("orders/mail_quote.html", context), "text/html")
        paper = quote_paper(quote, version, now=now)
        name = f"{quote.number}-{version.version}.pdf"
        message.attach(name, paper, "application/pdf")
        message.send()


QUOTES = DueRows(
    due=_due,
    act=_send,
    done=Status.SENT,
    parked=Status.PARKED,
    done_field="sent_at",
    first_retry_s=FIRST_RETRY_S,
    is_atomic=False,
)
