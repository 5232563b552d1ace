"""Find out what is asked for, what it costs today and when it can be ready; change nothing.

The engine and the factory are asked here, before the transaction that places the order.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from catalog.canonical import Document
from catalog.language.context import REST, SHOP
from catalog.models import PriceListVersion, Revision
from catalog.pricing import PriceBreakdown, price_lines, variant_price, with_saving
from catalog.selectors.prices import price_document
from catalog.selectors.products import standard_variant
from configurator.artefacts import load_revision
from configurator.models import Configuration
from configurator.sales import Sale, Sales
from configurator.services.configurations import get_for
from configurator.services.states import frozen_choices
from configurator.services.validation import check_choices, literal_choices
from configurator.words import current_language, rule_sentence
from foundation.errors import Conflict, InvalidInput, NotFound
from foundation.models import Account
from foundation.money import Money, format_money
from orders.services.requested_lines import (
    ChoicesLine,
    ConfigurationLine,
    DesignLine,
    RequestedLine,
    StockLine,
    check_lines,
    inside,
)
from orders.statuses import LineKind
from production.savings import SavedSetup, Saving, savings_of
from production.selectors.factory_now import FactoryNow
from production.selectors.holds import live_holds
from production.selectors.offers import count_in, made_offer, offers_for


@dataclass(frozen=True, slots=True)
class Orderer:
    """Whose configurations may be ordered: an account's, or those of a browser session."""

    account: Account | None = None
    session_key: str = ""


@dataclass(frozen=True, slots=True)
class PreparedLine:
    """One line, priced and dated; `choices` are complete and hold the customer's texts."""

    kind: LineKind
    product_code: str
    product_name: Mapping[str, str]
    quantity: int
    price: PriceBreakdown
    promised_at: datetime | None
    promised_run: str = ""
    sku: str = ""
    revision: Revision | None = None
    choices: Mapping[str, Any] = field(default_factory=dict)
    configuration: str = ""
    # The day and channel that the rules were judged in, where any is limited.
    context: Mapping[str, str] = field(default_factory=dict)
    # What the date rests on, and the reference of the seats that are kept until then.
    basis: Mapping[str, Any] = field(default_factory=dict)
    hold: str = ""
    savings: tuple[Saving, ...] = ()


@dataclass(frozen=True, slots=True)
class Preparation:
    """All lines at one version of the price list."""

    price_list_version: PriceListVersion
    lines: tuple[PreparedLine, ...]

    @property
    def prices(self) -> Document:
        """The document of the price list."""
        return price_document(self.price_list_version)

    @property
    def currency(self) -> str:
        return str(self.prices["currency"])

    @property
    def total(self) -> Money:
        return Money(sum(line.price.total_minor for line in self.lines), self.currency)

    @property
    def tax(self) -> Money:
        return Money(sum(line.price.tax_minor for line in self.lines), self.currency)

    @property
    def promised_at(self) -> datetime | None:
        """The day all of it is ready; None where a line has no date."""
        dates = [line.promised_at for line in self.lines if line.promised_at]
        return max(dates) if len(dates) == len(self.lines) else None


def prepare_lines(
    lines: Sequence[RequestedLine],
    *,
    orderer: Orderer,
    now: datetime,
    agreed_prices: PriceListVersion | None = None,
) -> Preparation:
    """Return the lines priced and dated, at today's prices or those a quote agreed to.

    Raises
    ------
    InvalidInput
        With pointers such as ``/lines/0/choices/frame`` for everything that cannot be made.
    Conflict
        When a design's revision is no longer for sale.
    NotFound
        For a configuration that does not exist or is another's.
    """
    check_lines(lines)
    sales = Sales(now, orderer.account)
    version = agreed_prices or sales.prices
    wanted: list[DesignLine | StockLine] = []
    for position, line in enumerate(lines):
        with inside(f"/lines/{position}"):
            wanted.append(wanted_line(line, orderer, sales))
    products = {line.revision.product.code for line in wanted if isinstance(line, DesignLine)}
    factory = FactoryNow(products, now)
    prepared = []
    for position, known in enumerate(wanted):
        with inside(f"/lines/{position}"):
            prepared.append(_prepared(known, version, factory))
    return Preparation(version, tuple(prepared))


def prepare_line(
    line: RequestedLine, *, version: PriceListVersion, orderer: Orderer, now: datetime
) -> PreparedLine:
    """Return one line priced and dated; refuses as `prepare_lines` does."""
    known = wanted_line(line, orderer, Sales(now, orderer.account))
    products = [known.revision.product.code] if isinstance(known, DesignLine) else []
    return _prepared(known, version, FactoryNow(products, now))


def wanted_line(line: RequestedLine, orderer: Orderer, sales: Sales) -> DesignLine | StockLine:
    """Return what a line asks for as a complete design or an article; refuses as `prepare_lines`."""
    return line if isinstance(line, StockLine) else _design_of(line, orderer, sales)


def _prepared(
    line: DesignLine | StockLine, version: PriceListVersion, factory: FactoryNow
) -> PreparedLine:
    if isinstance(line, StockLine):
        prepared = _prepare_stock(line, version, factory.now)
    else:
        prepared = _prepare_design(line, version, factory)
    check_unit(prepared, line.if_unit)
    if isinstance(line, DesignLine):
        check_saving(prepared, line.if_saving_minor)
    return prepared


def check_unit(prepared: PreparedLine, if_unit: Money | None) -> None:
    """Refuse when the customer agreed to another price of a piece than today's."""
    today = Money(prepared.price.unit_minor, prepared.price.currency)
    if if_unit is None or if_unit == today:
        return
    raise Conflict(
        _("One piece costs %(today)s now, not %(agreed)s.")
        % {"today": format_money(today), "agreed": format_money(if_unit)},
        code="price_changed",
        details={"if_unit": if_unit.as_json(), "unit": today.as_json()},
    )


def check_saving(prepared: PreparedLine, if_saving_minor: int) -> None:
    """Refuse when the customer was shown a larger saving than the kept seats give."""
    price = prepared.price
    if price.saving_minor >= if_saving_minor:
        return
    today = Money(price.unit_minor * price.quantity - price.saving_minor, price.currency)
    agreed = Money(price.unit_minor * price.quantity - if_saving_minor, price.currency)
    raise Conflict(
        _("The set-up is no longer shared, so the price is %(today)s now, not %(agreed)s.")
        % {"today": format_money(today), "agreed": format_money(agreed)},
        code="saving_gone",
        details={"agreed": agreed.as_json(), "today": today.as_json()},
    )


def frozen_design(
    configuration: Configuration,
    *,
    quantity: int,
    now: datetime,
    if_unit: Money | None = None,
    account: Account | None = None,
) -> DesignLine:
    """Return the configuration's complete design, whatever becomes of it later."""
    return _frozen_design(configuration, quantity, Sales(now, account=account), if_unit)


def _frozen_design(
    configuration: Configuration,
    quantity: int,
    sales: Sales,
    if_unit: Money | None = None,
    channel: str = SHOP,
) -> DesignLine:
    sale = _check_for_sale(configuration.revision, sales, channel)
    choices = frozen_choices(configuration, now=sales.now, sale=sale)
    return DesignLine(
        configuration.revision,
        choices,
        quantity,
        configuration.id,
        if_unit,
        context=load_revision(configuration.revision).context(sale.day, channel),
    )


def _check_still_fits(line: DesignLine, sale: Sale) -> DesignLine:
    """Refuse a design that rules part today, though it was whole when it was put into the cart."""
    loaded = load_revision(line.revision)
    context = loaded.context(sale.day, sale.channel)
    if not context:
        return line
    verdict = check_choices(loaded, line.choices, context)
    if verdict.is_valid:
        return replace(line, context=context)
    language = current_language()
    broken = [rule_sentence(loaded, law, language) for law in verdict.broken_laws]
    raise Conflict(
        _("This design no longer fits together: %(why)s Open it again and move your choices.")
        % {"why": " ".join(broken)},
        code="no_longer_fits",
        details={"rules": verdict.broken_laws},
    )


def _check_for_sale(revision: Revision, sales: Sales, channel: str = SHOP) -> Sale:
    """Refuse a design whose revision is no longer the one on sale."""
    sale = sales.of(revision.product.code, channel)
    if sale is None:
        raise Conflict(
            _("This product is no longer for sale. Choose another one."),
            code="revision_withdrawn",
            details={"revision": revision.number},
        )
    if sale.revision.pk != revision.pk:
        raise Conflict(
            _("This design was renewed since you chose. Open it again and check your choices."),
            code="revision_expired",
            details={"revision": revision.number, "current": sale.revision.number},
        )
    return sale


def _design_of(
    line: ConfigurationLine | ChoicesLine | DesignLine, orderer: Orderer, sales: Sales
) -> DesignLine:
    if isinstance(line, ConfigurationLine):
        found = get_for(
            line.configuration, account=orderer.account, session_key=orderer.session_key
        )
        return _frozen_design(found, line.quantity, sales, channel=REST)
    if isinstance(line, DesignLine):
        if line.is_agreed:
            return line
        return _check_still_fits(line, _check_for_sale(line.revision, sales))
    revision = sales.revisions.get(line.product)
    if revision is None:
        raise InvalidInput(
            _("There is no such product for sale."),
            code="unknown_product",
            errors=[{"pointer": "/product", "detail": _("This product is not for sale.")}],
        )
    day = localdate(sales.now)
    return DesignLine(
        revision,
        literal_choices(revision, dict(line.choices), day, REST),
        line.quantity,
        context=load_revision(revision).context(day, REST),
    )


def _prepare_design(
    line: DesignLine, version: PriceListVersion, factory: FactoryNow
) -> PreparedLine:
    document = load_revision(line.revision).document
    product = document["product"]
    prices = price_document(version)
    with _priced():
        price = price_lines(document, prices, line.choices, line.quantity)
    dated = _held(line, factory.now) or _offered(line, document, factory)
    setups = dated.setups if line.agreed_setups is None else line.agreed_setups
    savings = savings_of(setups, price.unit_minor * price.quantity, price.currency)
    return PreparedLine(
        kind=LineKind.CUSTOM,
        product_code=product,
        product_name=document["name"],
        quantity=line.quantity,
        price=with_saving(price, sum(saving.given_minor for saving in savings), prices),
        promised_at=dated.at,
        promised_run=dated.run,
        revision=line.revision,
        choices=line.choices,
        configuration=line.configuration,
        basis=dated.basis,
        hold=dated.hold,
        context=line.context,
        savings=savings,
    )


@dataclass(frozen=True, slots=True)
class _Dated:
    """When a line is ready, the run that decides it, what the date rests on and its seats save.

    Only kept seats save anything: without one, nobody knows which run a line will join.
    """

    at: datetime | None = None
    run: str = ""
    basis: Mapping[str, Any] = field(default_factory=dict)
    hold: str = ""
    setups: Sequence[SavedSetup] = ()


def _held(line: DesignLine, now: datetime) -> _Dated | None:
    """Return the date that seats are kept for; None without them, or for another quantity."""
    hold = live_holds([line.hold], now).get(line.hold) if line.hold else None
    if hold is None or hold.quantity != line.quantity:
        return None
    run = str(hold.basis.get("run") or "")
    return _Dated(hold.promised_at, run, hold.basis, line.hold, hold.setups)


def _offered(line: DesignLine, document: Document, factory: FactoryNow) -> _Dated:
    product = document["product"]
    offers = offers_for(product, document, line.choices, line.quantity, factory)
    offer = made_offer(offers, line.wanted_offer)
    if offer is None:
        return _Dated()
    count_in(offer, factory)
    factory.take_parts(product, document, line.choices, line.quantity)
    return _Dated(offer.ready_at, str(offer.run_number or ""), offer.basis)


def _prepare_stock(line: StockLine, version: PriceListVersion, now: datetime) -> PreparedLine:
    try:
        variant = standard_variant(line.sku)
    except NotFound:
        raise InvalidInput(
            _("There is no such standard variant."),
            code="unknown_sku",
            errors=[{"pointer": "/sku", "detail": "This sku is not for sale."}],
        ) from None
    with _priced():
        price = variant_price(variant.sku, price_document(version), line.quantity)
    return PreparedLine(
        kind=LineKind.STOCK,
        product_code=variant.product.code,
        product_name=variant.name,
        quantity=line.quantity,
        price=price,
        promised_at=now,
        sku=variant.sku,
    )


@contextmanager
def _priced() -> Iterator[None]:
    """Something without a price is a wrong line of the order, not a missing page."""
    try:
        yield
    except NotFound as missing:
        raise InvalidInput(missing.message, code=missing.code) from None
