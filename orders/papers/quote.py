"""A quote on paper."""

from datetime import datetime

from django.utils.translation import gettext as _

from catalog.papers.sheet import Sheet
from orders.models import Quote, QuoteVersion
from orders.presenters.quote_page import quote_page


def quote_paper(quote: Quote, version: QuoteVersion, *, now: datetime) -> bytes:
    """Return the PDF of one version, in the language that is active."""
    page = quote_page(quote, version, now=now)
    sheet = Sheet(f"{page.number} {page.version}")
    sheet.say("Tailorline", size=11, bold=True)
    sheet.gap(6)
    sheet.say(_("Quote"), size=22, bold=True)
    sheet.gap(3)
    facts = [(_("Number"), page.number), (_("Version"), str(page.version))]
    if page.name:
        facts.append((_("For"), page.name))
    facts += [(_("Made"), page.made), (_("Price stands until"), page.expires)]
    if page.ready:
        facts.append((_("Ready, as planned now"), page.ready))
    if page.held:
        facts.append((_("Seats"), page.held))
    facts.append((_("Price list"), page.price_list))
    sheet.facts(facts)
    sheet.gap(6)
    for line in page.lines:
        name = f"{line.quantity} × {line.name}" if line.quantity > 1 else line.name
        sheet.article(name, line.words, line.total, line.picture)
    sheet.amounts(
        [
            (_("Delivery"), page.delivery_cost),
            (_("of it VAT"), page.tax),
            (_("Total"), page.total),
        ]
    )
    sheet.gap(6)
    sheet.say(_("The price stands until the day above. The date holds once you order."), soft=True)
    return sheet.as_bytes()
