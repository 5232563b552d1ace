"""Put things into a cart, change how many, take them out and bring them back."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import PriceListVersion
from catalog.quantities import MAX_QUANTITY, check_quantity
from catalog.selectors.prices import current_price_list
from catalog.snapshot import same_design_digest
from configurator.models import Configuration
from foundation.errors import InvalidInput, NotFound
from foundation.locks import lock_rows
from foundation.money import Money
from orders.models import Cart, CartLine
from orders.selectors.carts import UNDO_KEPT, cart_of
from orders.services.cart_contents import asked_anew, hold_reference
from orders.services.held_seats import keep_seats, kept_seats, see_saving
from orders.services.line_prices import see_today, take_quantity
from orders.services.preparation import Orderer, PreparedLine, frozen_design, prepare_line
from orders.services.requested_lines import MAX_LINES, DesignLine, StockLine
from orders.visitors import Visitor
from production.services.holds import extend_hold, release_hold


def add_configuration(
    *,
    visitor: Visitor,
    configuration: Configuration,
    quantity: int,
    if_unit: Money | None,
    now: datetime,
    shown_saving_minor: int | None = None,
) -> CartLine:
    """Put a complete configuration into the cart; an equal design only adds to its line.

    Its seats are kept, of the kind of offer that the configuration wants. Where they save less
    than was shown, the cart asks.

    Raises
    ------
    InvalidInput
        When it is not complete, or the quantity is out of range.
    Conflict
        When its revision is no longer for sale, or a piece no longer costs `if_unit`.
    """
    check_quantity(quantity)
    design = frozen_design(
        configuration, quantity=quantity, now=now, if_unit=if_unit, account=visitor.account
    )
    line = _add(visitor, replace(design, wanted_offer=configuration.wanted_offer), now)
    see_saving(line, keep_seats(line, now), shown_saving_minor)
    return line


def add_variant(
    *, visitor: Visitor, sku: str, quantity: int, if_unit: Money | None, now: datetime
) -> CartLine:
    """Put a standard variant into the cart; refuses as `add_configuration` does."""
    check_quantity(quantity)
    return _add(visitor, StockLine(sku, quantity, if_unit), now)


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line with another quantity, and what a piece cost before."""

    line: CartLine
    before: Money


def change_quantity(*, visitor: Visitor, line_id: int, quantity: int, now: datetime) -> ChangedLine:
    """Set how many pieces a line has, at the price of their tier."""
    check_quantity(quantity)
    version = _prices(visitor, now)
    with transaction.atomic():
        line = _locked_line(visitor, line_id, is_removed=False)
        before = Money(line.seen_unit_minor, line.seen_currency)
        take_quantity(line, quantity, version)
        line.save(update_fields=["quantity", "seen_unit_minor"])
        _touch(line.cart, now)
    see_saving(line, keep_seats(line, now))
    return ChangedLine(line, before)


def remove_line(*, visitor: Visitor, line_id: int, now: datetime) -> CartLine:
    """Take a line out; `restore_line` brings it back within the hour."""
    with transaction.atomic():
        line = _locked_line(visitor, line_id, is_removed=False)
        CartLine.objects.filter(cart=line.cart, removed_at__lt=now - UNDO_KEPT).delete()
        line.removed_at = now
        line.save(update_fields=["removed_at"])
        _touch(line.cart, now)
    release_hold(reference=hold_reference(line), now=now)
    return line


def replace_line(*, visitor: Visitor, line_id: int, by: CartLine, now: datetime) -> None:
    """Take out the line that its owner changed in the configurator, if `by` is the change.

    Nothing happens when the line is gone, is the same one or is of another product; the
    page offers to undo it like any removal.
    """
    try:
        line = _line(visitor, line_id)
    except NotFound:
        return
    if line.pk == by.pk or line.sku or by.sku:
        return
    if line.design_revision.product_id == by.design_revision.product_id:
        remove_line(visitor=visitor, line_id=line_id, now=now)


def restore_line(*, visitor: Visitor, line_id: int, now: datetime) -> CartLine:
    """Undo a removal; an equal line put in meanwhile takes up the pieces."""
    version = _prices(visitor, now)
    with transaction.atomic():
        line = _locked_line(visitor, line_id, is_removed=True)
        twin = _equal_line(line.cart, design_digest=line.design_digest, sku=line.sku)
        if twin is not None:
            take_quantity(twin, _merged(twin.quantity, line.quantity), version)
            twin.save(update_fields=["quantity", "seen_unit_minor"])
            line.delete()
            line = twin
        else:
            line.removed_at = None
            line.save(update_fields=["removed_at"])
        _touch(line.cart, now)
    see_saving(line, keep_seats(line, now), shown_minor=0)
    return line


def accept_price(*, visitor: Visitor, line_id: int, if_unit: Money, now: datetime) -> CartLine:
    """Keep a line at today's price; where its seats were given back, others are kept.

    Raises
    ------
    Conflict
        When today's price is no longer the one the customer agreed to.
    """
    wanted = asked_anew(_line(visitor, line_id), if_unit)
    version = _prices(visitor, now)
    prepared = prepare_line(
        wanted, version=version, orderer=Orderer(account=visitor.account), now=now
    )
    with transaction.atomic():
        line = _locked_line(visitor, line_id, is_removed=False)
        _see_price(line, prepared)
        line.seen_saving_minor = 0
        line.save(update_fields=["seen_unit_minor", "seen_currency"])
        _touch(line.cart, now)
    see_saving(line, kept_seats(line, now) or keep_seats(line, now))
    return line


def hold_longer(*, visitor: Visitor, line_id: int, now: datetime) -> None:
    """Keep a line's seats for another half hour; once.

    Raises
    ------
    NotFound
        When the visitor's cart has no such line, or its seats are not held any more.
    Conflict
        When they were kept longer before.
    """
    extend_hold(reference=hold_reference(_line(visitor, line_id)), now=now)


def hold_again(*, visitor: Visitor, line_id: int, now: datetime) -> None:
    """Keep seats anew for a line whose seats were given back, where runs still have some.

    The saving that was shown stands where they save as much; else the cart asks about it.

    Raises
    ------
    NotFound
        When the visitor's cart has no such line.
    """
    line = _line(visitor, line_id)
    if kept_seats(line, now) is None:
        keep_seats(line, now)


def gather_session_cart(*, visitor: Visitor, now: datetime) -> None:
    """After signing in, move what the session gathered into the account's cart."""
    if visitor.account is None or not visitor.session_digest:
        return
    gathered = Cart.objects.filter(session_digest=visitor.session_digest).first()
    if gathered is None:
        return
    version = _prices(visitor, now)
    with transaction.atomic():
        cart = _open_cart(visitor, now)
        lock_rows(Cart.objects.filter(pk=gathered.pk))
        for line in gathered.lines.filter(removed_at=None):
            equal = _equal_line(cart, design_digest=line.design_digest, sku=line.sku)
            if equal is None:
                CartLine.objects.filter(pk=line.pk).update(cart=cart)
            else:
                take_quantity(equal, min(equal.quantity + line.quantity, MAX_QUANTITY), version)
                equal.save(update_fields=["quantity", "seen_unit_minor"])
        gathered.delete()
        _touch(cart, now)


def _open_cart(visitor: Visitor, now: datetime) -> Cart:
    """Return the visitor's cart, locked, made where there is none."""
    cart = cart_of(visitor)
    if cart is None:
        owner = (
            {"account": visitor.account}
            if visitor.account
            else {"session_digest": visitor.session_digest}
        )
        cart, _ = Cart.objects.get_or_create(
            **owner, defaults={"created_at": now, "changed_at": now}
        )
    return lock_rows(Cart.objects.filter(pk=cart.pk))[0]


def _add(visitor: Visitor, wanted: DesignLine | StockLine, now: datetime) -> CartLine:
    version = _prices(visitor, now)
    prepared = prepare_line(
        wanted, version=version, orderer=Orderer(account=visitor.account), now=now
    )
    with transaction.atomic():
        cart = _open_cart(visitor, now)
        line = _joined_or_new(cart, prepared, version, now)
        if line.pk is None:
            _see_price(line, prepared)
        elif wanted.if_unit is not None:
            see_today(line, version)
        if isinstance(wanted, DesignLine):
            line.wanted_offer = wanted.wanted_offer
        line.save()
        _touch(cart, now)
    return line


def _joined_or_new(
    cart: Cart, prepared: PreparedLine, version: PriceListVersion, now: datetime
) -> CartLine:
    digest = same_design_digest(prepared.revision, prepared.choices) if prepared.revision else ""
    equal = _equal_line(cart, design_digest=digest, sku=prepared.sku)
    if equal is not None:
        quantity = _merged(equal.quantity, prepared.quantity)
        take_quantity(equal, quantity, version)
        return equal
    if cart.lines.filter(removed_at=None).count() >= MAX_LINES:
        raise InvalidInput(
            _("A cart holds %(most)s lines. Order these first.") % {"most": MAX_LINES},
            code="cart_full",
        )
    return CartLine(
        cart=cart,
        configuration_id=prepared.configuration or None,
        revision=prepared.revision,
        choices=dict(prepared.choices),
        design_digest=digest,
        sku=prepared.sku,
        quantity=prepared.quantity,
        added_at=now,
    )


def _equal_line(cart: Cart, *, design_digest: str, sku: str) -> CartLine | None:
    return cart.lines.filter(design_digest=design_digest, sku=sku, removed_at=None).first()


def _merged(held: int, more: int) -> int:
    if held + more > MAX_QUANTITY:
        raise InvalidInput(
            _("Your cart has %(held)s of these already; %(most)s fit in one line.")
            % {"held": held, "most": MAX_QUANTITY},
            code="invalid_quantity",
            errors=[
                {
                    "pointer": "/quantity",
                    "detail": _("At most %(count)s more.") % {"count": MAX_QUANTITY - held},
                }
            ],
        )
    return held + more


def _see_price(line: CartLine, prepared: PreparedLine) -> None:
    line.seen_unit_minor = prepared.price.unit_minor
    line.seen_currency = prepared.price.currency


def _prices(visitor: Visitor, now: datetime) -> PriceListVersion:
    return current_price_list(now, visitor.account)


def _locked_line(visitor: Visitor, line_id: int, *, is_removed: bool) -> CartLine:
    cart = cart_of(visitor)
    if cart is not None:
        lock_rows(Cart.objects.filter(pk=cart.pk))
    return _line(visitor, line_id, is_removed=is_removed)


def _line(visitor: Visitor, line_id: int, *, is_removed: bool = False) -> CartLine:
    rows = CartLine.objects.select_related("cart", "revision__product")
    rows = rows.defer("revision__document")
    line = rows.filter(cart=cart_of(visitor), pk=line_id, removed_at__isnull=not is_removed).first()
    if line is None:
        raise NotFound(_("This line is no longer in your cart."), code="line_not_found")
    return line


def _touch(cart: Cart, now: datetime) -> None:
    cart.changed_at = now
    cart.save(update_fields=["changed_at"])
