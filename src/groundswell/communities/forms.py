"""What people write about communities and about what others wrote, with messages for people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.communities.models import Community


class CommunityForm(forms.Form):
    """A community in under a minute: only its name is asked for."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("Lower Mill Lane. Night-shift nurses."))
    purpose = forms.CharField(
        label=_("What it is for"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    kind = forms.ChoiceField(
        label=_("What joins you"), choices=Community.Kind.choices, initial=Community.Kind.PLACE, widget=forms.RadioSelect
    )
    place = forms.CharField(label=_("Where"), max_length=80, required=False)
    entry = forms.ChoiceField(
        label=_("Who may come in"), choices=Community.Entry.choices, initial=Community.Entry.OPEN, widget=forms.RadioSelect
    )

    @classmethod
    def of(cls, community: Community) -> dict[str, Any]:
        """Return what a community says of itself, to go on from."""
        return {name: getattr(community, name) for name in cls.base_fields}


class ReportForm(forms.Form):
    """What is wrong with something written here."""

    reason = forms.CharField(label=_("What is wrong with it?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class LookForm(forms.Form):
    """What those who look after a thing decide, with the reason that everyone can read."""

    reason = forms.CharField(
        label=_("The reason. Everyone can read it."), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    deed = forms.ChoiceField(choices=[("hide", "hide"), ("stands", "stands"), ("show", "show")], widget=forms.HiddenInput)
