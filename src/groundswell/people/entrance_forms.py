"""The forms one meets at the door: an address, a code, a passkey's name; garbage is told like any other failure."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.kit.text import plain

NAME = 60


def _address(label: Any) -> forms.EmailField:
    return forms.EmailField(
        label=label,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Tell us where to send the code."),
            "invalid": _("This is no e-mail address: something@somewhere."),
        },
    )


def _code() -> forms.CharField:
    return forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
        error_messages={"required": _("Type in the code from the mail.")},
    )


class AddressForm(RequestLoginCodeForm):  # type: ignore[misc]
    """Takes the address a code is sent to."""

    email = _address(_("E-mail"))


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """Takes the code that was sent."""

    code = _code()


class NewAddressForm(forms.Form):
    """Takes the address one wants to sign in with from now on."""

    email = _address(_("New e-mail"))


class NewCodeForm(forms.Form):
    """Takes the code that was sent to the new address."""

    code = _code()


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """Takes what the device made; a key that does not ask who is there is refused."""

    name = forms.CharField(required=False, max_length=NAME)

    def clean_name(self) -> str:
        """Return the name as plain words."""
        return plain(super().clean_name(), limit=NAME)

    def clean(self) -> dict[str, Any]:
        """Check what the device made; the library raises many things for what no device made."""
        self.cleaned_data["passwordless"] = True
        try:
            return super().clean()  # type: ignore[no-any-return]
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as garbage:
            raise get_adapter().validation_error("incorrect_code") from garbage


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Gives a passkey another name."""

    name = forms.CharField(max_length=NAME)

    def clean_name(self) -> str:
        """Return the name as plain words."""
        return plain(self.cleaned_data["name"], limit=NAME)
