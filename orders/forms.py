"""What a customer types at the checkout; nothing typed is ever lost."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.errors import Refusal
from foundation.sanitize import clean_text
from orders.models import Contact
from orders.services.buyers import ContactDetails
from orders.statuses import Payment

COUNTRIES = [
    ("AT", gettext_lazy("Austria")),
    ("BE", gettext_lazy("Belgium")),
    ("CZ", gettext_lazy("Czechia")),
    ("DK", gettext_lazy("Denmark")),
    ("FR", gettext_lazy("France")),
    ("DE", gettext_lazy("Germany")),
    ("IT", gettext_lazy("Italy")),
    ("LU", gettext_lazy("Luxembourg")),
    ("NL", gettext_lazy("Netherlands")),
    ("PL", gettext_lazy("Poland")),
    ("ES", gettext_lazy("Spain")),
    ("SE", gettext_lazy("Sweden")),
    ("CH", gettext_lazy("Switzerland")),
]
# Where a postcode has one well-known form: the form, and what to tell.
POSTCODES: Mapping[str, tuple[str, Any]] = {
    "AT": (r"\d{4}", gettext_lazy("An Austrian postcode has four figures, like 1010.")),
    "BE": (r"\d{4}", gettext_lazy("A Belgian postcode has four figures, like 1000.")),
    "CH": (r"\d{4}", gettext_lazy("A Swiss postcode has four figures, like 8001.")),
    "DE": (r"\d{5}", gettext_lazy("A German postcode has five figures, like 04107.")),
    "FR": (r"\d{5}", gettext_lazy("A French postcode has five figures, like 75001.")),
}


LONGEST = {
    field.name: field.max_length
    for field in Contact._meta.concrete_fields
    if field.max_length is not None
}


class CheckoutForm(forms.Form):
    """Contact and address; every field says how a browser may fill it in."""

    name = forms.CharField(label=gettext_lazy("Name"))
    email = forms.EmailField(label=gettext_lazy("Email"))
    street = forms.CharField(label=gettext_lazy("Street and number"))
    postcode = forms.CharField(label=gettext_lazy("Postcode"))
    town = forms.CharField(label=gettext_lazy("Town"))
    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=COUNTRIES, initial="DE")
    payment = forms.ChoiceField(choices=Payment, initial=Payment.INVOICE)

    AUTOCOMPLETE: Mapping[str, str] = {
        "name": "name",
        "email": "email",
        "street": "address-line1",
        "postcode": "postal-code",
        "town": "address-level2",
        "country": "country",
    }
    MISSING: Mapping[str, Any] = {
        "name": gettext_lazy("Tell us your name."),
        "email": gettext_lazy("Tell us where to send the confirmation."),
        "street": gettext_lazy("Tell us the street and number."),
        "postcode": gettext_lazy("Tell us the postcode."),
        "town": gettext_lazy("Tell us the town."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs["autocomplete"] = self.AUTOCOMPLETE.get(name, "off")
            field.error_messages["required"] = self.MISSING.get(name, "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.AUTOCOMPLETE:
            if name in cleaned:
                cleaned[name] = self._cleaned_text(name, cleaned[name])
        self._check_postcode(cleaned)
        return cleaned

    def focus_first_error(self) -> None:
        """Let the browser put the cursor where something has to be mended."""
        for name in self.fields:
            if name in self.errors:
                self.fields[name].widget.attrs["autofocus"] = True
                return

    def contact(self) -> ContactDetails:
        """Return what a valid form says."""
        return ContactDetails(**{name: self.cleaned_data[name] for name in self.AUTOCOMPLETE})

    def _cleaned_text(self, name: str, value: str) -> str:
        longest = LONGEST[name]
        try:
            return clean_text(value, field=name, max_length=longest)
        except Refusal as refusal:
            advice = refusal.errors[0]["detail"]
            self.add_error(name, _("This %(advice)s.") % {"advice": advice})
            return ""

    def _check_postcode(self, cleaned: Mapping[str, Any]) -> None:
        pattern, advice = POSTCODES.get(cleaned.get("country", ""), ("", ""))
        postcode = cleaned.get("postcode", "")
        if pattern and postcode and not re.fullmatch(pattern, postcode, re.ASCII):
            self.add_error("postcode", ValidationError(advice, code="postcode"))
