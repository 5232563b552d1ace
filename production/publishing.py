"""What has to hold before a product is published: its bill and routing can be read."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from catalog.canonical import Document
from catalog.findings import Finding
from catalog.language import LanguageError
from catalog.models import Product
from catalog.services.publishing import register_check
from production.formulas import require_readable, schema_for
from production.models import BillLine, RoutingStep
from production.selectors.facts import sources_of_steps
from production.selectors.needs import sources_of_lines


def register() -> None:
    """Add the factory's checks to publishing; called once, when all apps are loaded."""
    register_check("The factory knows how to make it", check_routing)
    register_check("Bill and routing can be read", check_sources)


def check_routing(document: Document, product: Product, now: datetime) -> list[Finding]:
    """Warn about a product that nobody knows how to make."""
    if RoutingStep.objects.filter(product_code=product.code).exists():
        return []
    detail = "It has no routing. It can be sold from stock, but not made to order."
    return [Finding("No routing", detail, severity="warns")]


def check_sources(document: Document, product: Product, now: datetime) -> list[Finding]:
    """Stop on conditions and formulas that name what the product does not have."""
    lines = BillLine.objects.filter(product_code=product.code)
    steps = RoutingStep.objects.filter(product_code=product.code)
    sources = [*sources_of_lines(lines), *sources_of_steps(steps)]
    return list(_unreadable(document, sources))


def _unreadable(document: Document, sources: Iterable[str]) -> Iterator[Finding]:
    wanted = sorted(set(sources))
    schema = schema_for(document, wanted)
    for source in wanted:
        try:
            require_readable(source, schema)
        except LanguageError as error:
            yield Finding("Bill or routing cannot be read", str(error), excerpt=source)
