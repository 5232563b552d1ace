"""Which configuration a browser works on: one a product, kept in its session."""

from django.contrib.sessions.backends.base import SessionBase

from configurator.models import Configuration

CURRENT = "configurations"
OWN = "own_designs"
COMPARED = "compared_designs"
KEPT_DESIGNS = 40
COMPARED_DESIGNS = 4


def current_identity(session: SessionBase, product_code: str) -> str:
    """Return the id of the browser's configuration of a product, or the empty string."""
    return str(session.get(CURRENT, {}).get(product_code, ""))


def remember(session: SessionBase, configuration: Configuration) -> None:
    """Make a configuration the one this browser works on."""
    session[CURRENT] = {
        **session.get(CURRENT, {}),
        configuration.product_code: configuration.id,
    }
    keep_own(session, configuration)


def keep_own(session: SessionBase, configuration: Configuration) -> None:
    """Count a configuration among those that this browser made."""
    others = [one for one in session.get(OWN, []) if one != configuration.id]
    session[OWN] = [*others, configuration.id][-KEPT_DESIGNS:]


def is_own(session: SessionBase, configuration: Configuration) -> bool:
    """Say whether this browser made the configuration itself."""
    return configuration.id in session.get(OWN, [])


def own_identities(session: SessionBase) -> list[str]:
    """Return the ids of the designs that this browser made, the latest first."""
    return list(dict.fromkeys(reversed(session.get(OWN, []))))


def compared(session: SessionBase, product_code: str) -> list[str]:
    """Return the links of the designs of a product that are marked to be compared."""
    return list(session.get(COMPARED, {}).get(product_code, []))


def mark_compared(session: SessionBase, product_code: str, share: str) -> None:
    """Mark a design to be compared; of more than four the oldest mark goes."""
    marked = [*compared(session, product_code), share][-COMPARED_DESIGNS:]
    session[COMPARED] = {**session.get(COMPARED, {}), product_code: marked}


def unmark_compared(session: SessionBase, product_code: str, share: str) -> None:
    """Take a mark away; nothing happens where there is none."""
    marked = [one for one in compared(session, product_code) if one != share]
    session[COMPARED] = {**session.get(COMPARED, {}), product_code: marked}
