"""The forms of passkeys: every one opens the door by itself, and garbage is told like any other failure."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms

from groundswell.kit.text import plain

NAME = 60


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
