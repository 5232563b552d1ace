"""Start a configuration, choose, finish, start again; later clicks win, none is lost."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from catalog.language.context import SHOP
from catalog.models import Product
from catalog.quantities import check_quantity
from configurator.answers import PricedRevision
from configurator.artefacts import load_revision
from configurator.models import Configuration
from configurator.sales import Sale, sale_of
from configurator.services.completions import completed_choices
from configurator.services.refusals import refuse_clash
from configurator.services.renewal import fitting_choices, renewed_choices
from configurator.values import Choices, Value, merge_choices, read_choices
from foundation.errors import Conflict, InvalidInput, NotFound
from foundation.models import Account
from production.selectors.factory_now import FactoryNow

IDENTITY = re.compile(r"[0-9a-f]{32}")
ATTEMPTS = 5
OFFER_KINDS = ("join", "new")


def start_configuration(
    *,
    product_code: str,
    now: datetime,
    choices: object = None,
    account: Account | None = None,
    channel: str = SHOP,
    quantity: int = 1,
) -> Configuration:
    """Start on the revision that is on sale now, with some first choices.

    Raises
    ------
    NotFound, InvalidInput, Conflict
        For an unknown product, one that is not configurable or not for sale, values that cannot
        be used, and choices that clash.
    """
    sale = sale_of(product_code, now, channel, account)
    if sale.revision.product.kind != Product.Kind.CONFIGURABLE:
        raise InvalidInput(
            f"{product_code} is made as it is. Order one of its variants by sku.",
            code="not_configurable",
        )
    priced = sale.priced(sale.revision, check_quantity(quantity))
    own = _accepted(priced, {}, read_choices(priced.loaded, choices or {}), sale.factory)
    return Configuration.objects.create(
        product_code=product_code,
        revision=sale.revision,
        account=account,
        choices=own,
        chosen_order=list(own),
        quantity=quantity,
        created_at=now,
        changed_at=now,
    )


def copy_configuration(
    *,
    configuration: Configuration,
    now: datetime,
    has_texts: bool,
    has_files: bool = False,
    account: Account | None = None,
) -> Configuration:
    """Start another configuration from this one's choices, without texts and files unless allowed."""
    groups = load_revision(configuration.revision).groups
    left_out = {
        kind for kind, is_taken in (("text", has_texts), ("file", has_files)) if not is_taken
    }
    choices = {
        code: value
        for code, value in configuration.own.items()
        if groups[code]["kind"] not in left_out
    }
    return Configuration.objects.create(
        product_code=configuration.product_code,
        revision=configuration.revision,
        account=account,
        choices=choices,
        chosen_order=list(choices),
        finished_groups=configuration.finished_groups,
        quantity=configuration.quantity,
        created_at=now,
        changed_at=now,
    )


def get_for(
    id: str,  # noqa: A002 - the word of the address and the API
    *,
    account: Account | None,
    session_key: str | None = None,
) -> Configuration:
    """Return a configuration to whoever may open it.

    One made with a key is its account's alone; any other belongs to whoever holds its id.

    Raises
    ------
    NotFound
        Also for one of another account, so that ids cannot be told apart.
    """
    found = None
    if isinstance(id, str) and IDENTITY.fullmatch(id):
        found = (
            Configuration.objects.select_related("revision__product")
            .defer("revision__document")
            .filter(pk=id)
            .first()
        )
    if found is None or found.account_id not in (None, account.pk if account else None):
        raise NotFound(_("There is no such configuration. Start a new one."), code="not_found")
    return found


def take_over(*, configuration: Configuration, account: Account) -> None:
    """Give a configuration that belongs to nobody yet to the account that orders it."""
    Configuration.objects.filter(pk=configuration.pk, account=None).update(account=account)


def choose(
    *,
    configuration: Configuration,
    changes: Mapping[str, object],
    now: datetime,
    sale: Sale | None = None,
) -> Configuration:
    """Make, change and take back choices: all of them or none.

    Raises
    ------
    InvalidInput
        For values that cannot be used, and when the product is no longer sold.
    Conflict
        ``clash`` with the minimal reason and the ways out.
    """
    sale = sale or sale_of(configuration.product_code, now)
    priced, factory = sale.priced_for(configuration), sale.factory
    read = read_choices(priced.loaded, changes)

    def change(current: Configuration) -> None:
        current.own = _accepted(priced, fitting_choices(priced, current.own), read, factory)
        current.finished_groups = [code for code in current.finished_groups if code not in read]

    return save_changed(configuration, change, now)


def choose_offer(*, configuration: Configuration, kind: str, now: datetime) -> Configuration:
    """Choose how the design is made: by joining a run, or in a new one.

    It stays chosen while the design changes; where no such offer is left, the soonest counts.

    Raises
    ------
    InvalidInput
        ``unknown_offer``.
    """
    if kind not in OFFER_KINDS:
        raise InvalidInput(_("Choose one of the offers."), code="unknown_offer")
    configuration.wanted_offer, configuration.changed_at = kind, now
    configuration.save(update_fields=["wanted_offer", "changed_at"])
    return configuration


def choose_quantity(*, configuration: Configuration, quantity: int, now: datetime) -> Configuration:
    """Say how many pieces the price and the offers are to be for.

    Raises
    ------
    InvalidInput
        ``invalid_quantity``.
    """
    configuration.quantity, configuration.changed_at = check_quantity(quantity), now
    configuration.save(update_fields=["quantity", "changed_at"])
    return configuration


def apply_repair(
    *, configuration: Configuration, choices: Mapping[str, object], now: datetime
) -> Configuration:
    """Take a way out: its resulting choices, null for each choice it takes back."""
    return choose(configuration=configuration, changes=choices, now=now)


def complete(
    *, configuration: Configuration, aim: str, now: datetime, sale: Sale | None = None
) -> Configuration:
    """Answer the open groups by an aim; own choices stay as they are."""
    sale = sale or sale_of(configuration.product_code, now)
    priced, factory = sale.priced_for(configuration), sale.factory

    def change(current: Configuration) -> None:
        own = fitting_choices(priced, current.own)
        current.own = completed_choices(priced, own, aim, factory)
        added = [code for code in current.own if code not in own]
        current.finished_groups = sorted({*current.finished_groups, *added})

    return save_changed(configuration, change, now)


def restart(*, configuration: Configuration, now: datetime) -> Configuration:
    """Take every choice back, on the revision that is on sale now."""

    def change(current: Configuration) -> None:
        current.revision = sale_of(current.product_code, now).revision
        current.own = {}

    return save_changed(configuration, change, now)


def renew(
    *, configuration: Configuration, now: datetime, sale: Sale | None = None
) -> Configuration:
    """Move to the revision that is on sale now, giving up as few choices as possible."""
    sale = sale or sale_of(configuration.product_code, now)
    renewed = sale.priced(sale.revision, configuration.quantity)

    def change(current: Configuration) -> None:
        old = load_revision(current.revision)
        current.revision = sale.revision
        current.own = renewed_choices(old, current.own, renewed)

    return save_changed(configuration, change, now)


def _accepted(
    priced: PricedRevision, own: Choices, changes: Mapping[str, Value | None], factory: FactoryNow
) -> Choices:
    merged = merge_choices(own, changes)
    if not priced.answer(merged).is_consistent:
        refuse_clash(priced, own, changes, factory)
    return merged


def save_changed(
    configuration: Configuration,
    change: Callable[[Configuration], None],
    now: datetime,
    *,
    is_recorded: bool = True,
) -> Configuration:
    """Change and write; when another window wrote first, change what it wrote.

    What was there before is kept for undo, unless the change tells the history itself.
    """
    current = configuration
    for _attempt in range(ATTEMPTS):
        before = current.step
        change(current)
        if is_recorded and current.step != before:
            current.steps = current.steps.recorded(before)
        written = Configuration.objects.filter(pk=current.pk, version=current.version).update(
            revision=current.revision_id,
            history=current.history,
            choices=current.choices,
            chosen_order=current.chosen_order,
            finished_groups=current.finished_groups,
            changed_at=now,
            version=current.version + 1,
        )
        if written:
            current.version += 1
            current.changed_at = now
            return current
        current = _reread(current)
    raise Conflict(_("This was changed elsewhere at the same time. Try again."), code="changed")


def _reread(configuration: Configuration) -> Configuration:
    found = (
        Configuration.objects.select_related("revision__product")
        .defer("revision__document")
        .filter(pk=configuration.pk)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such configuration. Start a new one."), code="not_found")
    return found
