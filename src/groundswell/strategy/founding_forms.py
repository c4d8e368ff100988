"""What is asked of whoever founds a campaign: an address first, then what the campaign says of itself."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from groundswell.strategy.models import FEWEST_PILLARS, MOST_PILLARS
from groundswell.strategy.services.founding import Founding
from groundswell.strategy.services.pillars import PillarWords


def _zones() -> list[tuple[str, str]]:
    found = sorted(name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith(("Etc/", "posix")))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in found)]


class AddressForm(forms.Form):
    """Where to send the founder's code."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("We send a code there; nobody else sees it."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class FoundingForm(forms.Form):
    """A campaign's first day."""

    your_name = forms.CharField(
        label=_("Your name"), max_length=80, help_text=_("What others call you here. You become the first member and steward.")
    )
    name = forms.CharField(label=_("Name of the campaign"), max_length=80)
    slug = forms.CharField(
        label=_("Short name for addresses"),
        max_length=40,
        required=False,
        help_text=_("Letters a to z, digits and hyphens. Left out, it is made from the name. It stays."),
    )
    purpose = forms.CharField(
        label=_("What it is for, in one sentence"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    timezone = forms.ChoiceField(label=_("Time zone"), choices=_zones, initial="UTC")
    languages = forms.MultipleChoiceField(label=_("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple)
    responsible = forms.CharField(
        label=_("Responsible for this content"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Name and postal address, as your law asks. It stands on every public page, card, print and text."),
    )
    ratify = forms.BooleanField(
        label=_("Ratify these pillars now, for good"),
        required=False,
        help_text=_("Left open, they stay drafts that stewards can change. Ratified, only a vote of the members changes them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_PILLARS + 1):
            needed = number <= FEWEST_PILLARS
            self.fields[f"title_{number}"] = forms.CharField(
                label=_("Pillar %(number)d: its title") % {"number": number}, max_length=80, required=needed
            )
            self.fields[f"promise_{number}"] = forms.CharField(
                label=_("Pillar %(number)d: the promise, in one sentence") % {"number": number},
                max_length=240,
                required=needed,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """Make the short name from the name where it is left out, and ask for both halves of a pillar."""
        said = super().clean() or {}
        if not said.get("slug") and said.get("name"):
            said["slug"] = slugify(said["name"])[:40].strip("-")
        for number in range(FEWEST_PILLARS + 1, MOST_PILLARS + 1):
            title, promise = said.get(f"title_{number}"), said.get(f"promise_{number}")
            if bool(title) != bool(promise):
                missing = f"promise_{number}" if title else f"title_{number}"
                if missing not in self.errors:
                    self.add_error(missing, _("A pillar has a title and a promise."))
        return said

    @property
    def pillar_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The pairs of fields, one pair a pillar."""
        return [(self[f"title_{number}"], self[f"promise_{number}"]) for number in range(1, MOST_PILLARS + 1)]

    def founding(self) -> Founding:
        """Return what the campaign says of itself."""
        names = ("slug", "name", "purpose", "timezone", "languages", "responsible")
        return Founding(**{name: self.cleaned_data[name] for name in names})

    def pillars(self) -> list[PillarWords]:
        """Return the pillars that were written, in order."""
        said = self.cleaned_data
        pairs = [(said[f"title_{number}"], said[f"promise_{number}"]) for number in range(1, MOST_PILLARS + 1)]
        return [PillarWords(title, promise) for title, promise in pairs if title]
