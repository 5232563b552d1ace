"""Who may publish."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from catalog.models import PriceList, Product
from foundation.errors import NotPermitted

Person = AbstractBaseUser | AnonymousUser


def can_publish(user: Person, product: Product | None = None) -> bool:
    """Say whether a person may publish and withdraw products."""
    return bool(user.has_perm("catalog.publish_product"))  # type: ignore[union-attr]


def check_publish(user: Person, product: Product | None = None) -> None:
    if not can_publish(user, product):
        raise NotPermitted("You may not publish products.", code="not_permitted")


def can_publish_prices(user: Person, price_list: PriceList | None = None) -> bool:
    """Say whether a person may publish price lists."""
    return bool(user.has_perm("catalog.publish_pricelist"))  # type: ignore[union-attr]


def check_publish_prices(user: Person, price_list: PriceList | None = None) -> None:
    if not can_publish_prices(user, price_list):
        raise NotPermitted("You may not publish price lists.", code="not_permitted")
