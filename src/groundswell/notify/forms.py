"""What people choose about hearing, with messages for people."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.notify.models import Follow, Preference

_HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
_NEVER = ("-", _("no quiet hours"))


def _hour(text: str) -> int | None:
    """Return an hour, or None for none."""
    return None if text == "-" else int(text)


class FollowForm(forms.Form):
    """Words or a place to follow."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[(Follow.Kind.WORDS, _("words")), (Follow.Kind.PLACE, _("a place"))],
        initial=Follow.Kind.WORDS,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Tell me of whatever holds these words"),
        max_length=120,
        help_text=_("All of them have to be there, in any form: “water rates” also finds “the rate for water”."),
    )


class PreferenceForm(forms.Form):
    """Channels, paces and hours."""

    alerts = forms.ChoiceField(
        label=_("Stories I follow or know about, once several outlets tell them"),
        choices=Preference.Pace.choices,
        widget=forms.RadioSelect,
    )
    own = forms.ChoiceField(
        label=_("What is mine: my answers, my roles, my communities’ doors"),
        choices=Preference.Pace.choices,
        widget=forms.RadioSelect,
    )
    rest = forms.ChoiceField(
        label=_("Everything else"),
        choices=[one for one in Preference.Pace.choices if one[0] != Preference.Pace.NOW],
        widget=forms.RadioSelect,
    )
    by_mail = forms.BooleanField(label=_("By mail"), required=False)
    by_push = forms.BooleanField(label=_("On the devices I let show it"), required=False)
    digest_hour = forms.TypedChoiceField(label=_("The digest comes at"), coerce=int, choices=_HOURS)
    timezone = forms.ChoiceField(label=_("My time zone"), choices=[])
    quiet_from = forms.TypedChoiceField(label=_("Quiet from"), coerce=_hour, choices=[_NEVER, *_HOURS])
    quiet_until = forms.TypedChoiceField(label=_("Quiet until"), coerce=_hour, choices=[_NEVER, *_HOURS])
    most_a_day = forms.IntegerField(
        label=_("At most so many alerts a day"),
        min_value=0,
        max_value=100,
        help_text=_("What is more comes with the digest."),
    )

    most_asked = forms.IntegerField(
        label=_("Ask me for my view of an answer at most so often a week"),
        min_value=0,
        max_value=50,
        required=False,
        help_text=_("When an answer lacks readers from one of your communities. 0: never. Without a choice it is three."),
    )

    def clean_most_asked(self) -> int:
        """Return the number; where a form does not say it, what holds without choosing."""
        said = self.cleaned_data["most_asked"]
        return int(Preference._meta.get_field("most_asked").default if said is None else said)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        zones = sorted(
            zone for zone in zoneinfo.available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix"))
        )
        self.fields["timezone"].choices = [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in zones)]  # type: ignore[attr-defined]

    @classmethod
    def of(cls, row: Preference) -> dict[str, Any]:
        """Return what somebody chose, to go on from."""
        return {name: "-" if getattr(row, name) is None else getattr(row, name) for name in cls.base_fields}
