"""Which configuration a browser works on: one a product, kept in its session."""

from django.contrib.sessions.backends.base import SessionBase

from configurator.models import Configuration

CURRENT = "configurations"
OWN = "own_designs"
KEPT_DESIGNS = 40


def current_identity(session: SessionBase, product_code: str) -> str:
    """Return the id of the browser's configuration of a product, or the empty string."""
    return str(session.get(CURRENT, {}).get(product_code, ""))


def remember(session: SessionBase, configuration: Configuration) -> None:
    """Make a configuration the one this browser works on."""
    session[CURRENT] = {
        **session.get(CURRENT, {}),
        configuration.product_code: configuration.id,
    }
    session[OWN] = [*session.get(OWN, []), configuration.id][-KEPT_DESIGNS:]


def is_own(session: SessionBase, configuration: Configuration) -> bool:
    """Say whether this browser made the configuration itself."""
    return configuration.id in session.get(OWN, [])
