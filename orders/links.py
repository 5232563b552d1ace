"""The secret link to an order: a token that the database alone cannot give away."""

import hashlib
import secrets

from django.utils.crypto import salted_hmac

SALT = "orders.secret-link"
NONCE_BYTES = 16


def new_nonce() -> str:
    return secrets.token_hex(NONCE_BYTES)


def token_for(nonce: str) -> str:
    """Return the link's token, worked out from the nonce and the server's secret key."""
    return salted_hmac(SALT, nonce, algorithm="sha256").hexdigest()


def digest_of(token: str) -> str:
    """Return what is stored to find the order of a token again."""
    return hashlib.sha256(token.encode()).hexdigest()
