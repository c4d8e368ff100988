"""The shape of what people say of themselves, with messages for people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from groundswell.people import arrivals
from groundswell.people.services.profile import SUBJECTS


class SubjectsField(forms.CharField):
    """Up to five subjects in one line, with commas between them."""

    def __init__(self) -> None:
        super().__init__(
            label=_("What I know about"),
            help_text=_("Up to five things, with commas between them: bridges, school meals, night buses."),
            required=False,
            max_length=400,
        )

    def clean(self, value: Any) -> Any:
        """Return the subjects as a list."""
        found = [one.strip() for one in super().clean(value).replace(";", ",").split(",") if one.strip()]
        if len(found) > SUBJECTS:
            raise forms.ValidationError(_("Five at most: choose those you know best."))
        if any(len(one) > 60 for one in found):
            raise forms.ValidationError(_("Keep each one under 60 characters."))
        return found


class _SelfForm(forms.Form):
    """What one says of oneself; only a name is asked for."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("What others call you here. It need not be your full name."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Tell us what to call you.")},
    )
    place = forms.CharField(
        label=_("Place"),
        help_text=_("Your street or your town, as near as you like."),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    why = forms.CharField(label=_("Why I am here"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    knows = SubjectsField()


class JoinForm(_SelfForm):
    """Joining with an account one is signed in to; pressing the button under the sentence is the consent."""

    next = forms.CharField(required=False, widget=forms.HiddenInput)
    invite = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    by = forms.CharField(required=False, max_length=arrivals.CODE, widget=forms.HiddenInput)


class JoinByMailForm(JoinForm):
    """Joining as a visitor: an address for the code, and a box to tick under the consent sentence."""

    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("We send a code there; nobody else sees it."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Tell us where to send the code."),
            "invalid": _("This is no e-mail address: something@somewhere."),
        },
    )
    consent = forms.BooleanField(
        label=_("I agree that my political opinion, which joining shows, is kept here for this campaign."),
        error_messages={"required": _("Without your consent we may keep nothing of you, so you cannot join.")},
    )
    field_order = ("name", "email", "consent")


class ProfileForm(_SelfForm):
    """What a member says of themselves, and the language they read."""

    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=lambda: [("", _("as my browser says")), *settings.LANGUAGES]
    )


class DeleteMeForm(forms.Form):
    """The one thing that cannot be undone is asked for twice."""

    sure = forms.BooleanField(
        label=_("Yes, delete me. I know that this cannot be undone."),
        error_messages={"required": _("Tick the box if you mean it.")},
    )
