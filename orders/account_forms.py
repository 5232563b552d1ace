"""What a customer types to sign in and to open an account."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm, SetPasswordForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.errors import InvalidInput, Refusal
from foundation.models import User
from foundation.sanitize import clean_text
from foundation.services.sign_up import sign_up


class SignInForm(AuthenticationForm):
    """An email address (or a user name) and a password."""

    error_messages = {
        "invalid_login": gettext_lazy("Address and password do not fit together."),
        "inactive": gettext_lazy("This account is closed."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = gettext_lazy("Email")
        self.fields["username"].widget.attrs["autocomplete"] = "username"

    def clean_username(self) -> str:
        typed = str(self.cleaned_data["username"]).strip()
        return typed.lower() if "@" in typed else typed


class SignUpForm(forms.Form):
    """A name, an address and a password are enough."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("Email"), max_length=150)
    password = forms.CharField(
        label=gettext_lazy("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("Twelve characters or more."),
        strip=False,
        max_length=200,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"

    def clean_name(self) -> str:
        try:
            return clean_text(self.cleaned_data["name"], field="name", max_length=120)
        except Refusal as refusal:
            detail = refusal.errors[0]["detail"]
            raise forms.ValidationError(_("This %(advice)s.") % {"advice": detail}) from None

    def save(self) -> User | None:
        """Open the account; None where it was refused, with the reason beside its field."""
        try:
            return sign_up(**self.cleaned_data)
        except InvalidInput as refusal:
            for error in refusal.errors:
                self.add_error(error["pointer"].strip("/"), error["detail"])
            return None


class ForgottenPasswordForm(PasswordResetForm):
    """Asks for the address; the answer is the same whether there is an account or not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = gettext_lazy("Email")


class NewPasswordForm(SetPasswordForm):
    """A new password, typed twice."""
