"""What a customer types at the checkout; nothing typed is ever lost."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from foundation.errors import Refusal
from foundation.sanitize import clean_text
from orders.models import Contact
from orders.payments.provider import Card
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
    delivery = forms.CharField(required=False, max_length=12)
    keep_address = forms.BooleanField(
        label=gettext_lazy("Keep this address for next time"), required=False
    )
    payment = forms.ChoiceField(choices=Payment, initial=Payment.INVOICE)
    card_number = forms.CharField(label=gettext_lazy("Card number"), required=False)
    card_expiry = forms.CharField(label=gettext_lazy("Good until (MM/YY)"), required=False)
    card_code = forms.CharField(label=gettext_lazy("Security code"), required=False)

    # What is typed about a card is never kept anywhere.
    KEPT = ("name", "email", "street", "postcode", "town", "country", "delivery", "payment")
    CARD_AUTOCOMPLETE: Mapping[str, str] = {
        "card_number": "cc-number",
        "card_expiry": "cc-exp",
        "card_code": "cc-csc",
    }

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

    def __init__(self, *args: Any, today: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name, field in self.fields.items():
            words = {**self.AUTOCOMPLETE, **self.CARD_AUTOCOMPLETE}
            field.widget.attrs["autocomplete"] = words.get(name, "off")
            field.error_messages["required"] = self.MISSING.get(name, "")
            if name in self.AUTOCOMPLETE:
                field.widget.attrs["data-draft"] = f"checkout:{name}"
        for name in self.CARD_AUTOCOMPLETE:
            self.fields[name].widget.attrs["inputmode"] = "numeric"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.AUTOCOMPLETE:
            if name in cleaned:
                cleaned[name] = self._cleaned_text(name, cleaned[name])
        self._check_postcode(cleaned)
        if cleaned.get("payment") == Payment.CARD:
            self._check_card(cleaned)
        return cleaned

    def focus_first_error(self) -> None:
        """Let the browser put the cursor where something has to be mended."""
        for name in self.fields:
            if name in self.errors:
                self.fields[name].widget.attrs["autofocus"] = True
                return

    def contact(self) -> ContactDetails:
        """Return what a valid form says."""
        said = {name: self.cleaned_data[name] for name in self.AUTOCOMPLETE}
        return ContactDetails(**said, language=get_language() or "en")

    def card(self) -> Card:
        """Return the card that a valid form pays with."""
        cleaned = self.cleaned_data
        return Card(cleaned["card_number"], cleaned["card_expiry"], cleaned["card_code"])

    def _check_card(self, cleaned: dict[str, Any]) -> None:
        number = re.sub(r"[ -]", "", cleaned.get("card_number", ""))
        cleaned["card_number"] = number
        if not (re.fullmatch(r"\d{12,19}", number, re.ASCII) and passes_check_sum(number)):
            self.add_error("card_number", _("This is no card number. Compare it with your card."))
        expiry = cleaned.get("card_expiry", "").replace(" ", "")
        if not re.fullmatch(r"(0[1-9]|1[0-2])/\d\d", expiry, re.ASCII):
            self.add_error("card_expiry", _("Write month and year like 09/29."))
        elif self.today is not None and is_past(expiry, self.today):
            self.add_error("card_expiry", _("This card is no longer good."))
        if not re.fullmatch(r"\d{3,4}", cleaned.get("card_code", ""), re.ASCII):
            self.add_error("card_code", _("The code has three or four figures."))

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


def passes_check_sum(number: str) -> bool:
    """Say whether a card number can exist at all (ISO/IEC 7812-1, Luhn)."""
    figures = [int(figure) for figure in reversed(number)]
    doubled = [sum(divmod(2 * figure, 10)) for figure in figures[1::2]]
    return (sum(figures[::2]) + sum(doubled)) % 10 == 0


def is_past(expiry: str, today: date) -> bool:
    """Say whether ``MM/YY`` lies before this month."""
    month, year = (int(part) for part in expiry.split("/"))
    return (2000 + year, month) < (today.year, today.month)
