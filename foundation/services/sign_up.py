"""Open an account for a person, who signs in with an email address and a password."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.errors import InvalidInput
from foundation.models import Account, User
from foundation.services.accounts import create_account


def sign_up(*, name: str, email: str, password: str) -> User:
    """Make the user and the account, both or none.

    Raises
    ------
    InvalidInput
        When the address is taken or the password is weak.
    """
    login = email.strip().lower()
    user = User(username=login, email=login, first_name=name[:150])
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise _refusal("password", " ".join(weak.messages)) from None
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
            create_account(name=name, email=login, user=user)
    except IntegrityError:
        raise _refusal("email", _("There is an account with this address. Sign in.")) from None
    return user


def account_for(user: User) -> Account:
    """Return the user's account; staff who never ordered get theirs now."""
    with transaction.atomic():
        account = Account.objects.filter(user=user).first()
        if account is None:
            name = user.get_full_name() or user.get_username()
            account = create_account(name=name[:120], email=user.email, user=user)
    return account


def _refusal(field: str, detail: str) -> InvalidInput:
    return InvalidInput(
        detail, code=f"invalid_{field}", errors=[{"pointer": f"/{field}", "detail": detail}]
    )
