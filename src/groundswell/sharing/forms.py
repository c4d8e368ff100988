"""The form on which somebody says with how many people they talked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class TalkForm(forms.Form):
    """How many, and the key that the page made: a form sent twice counts once."""

    use_required_attribute = False
    many = forms.IntegerField(
        label=_("With how many people did you talk about it?"),
        help_text=_("At a door, on the phone, over the fence. Who they were is not asked."),
        widget=forms.NumberInput(attrs={"min": 1, "max": 50, "inputmode": "numeric"}),
        error_messages={"required": _("Say a number from 1 to 50."), "invalid": _("Say a number from 1 to 50.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
