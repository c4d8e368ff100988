"""What somebody sees, in as few fields as will do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from groundswell.communities.models import Community
from groundswell.kit.clock import now
from groundswell.wire.ground import Seen, seen, spot


class GroundForm(forms.Form):
    """A ground report: its first field is enough."""

    what = forms.CharField(
        label=_("What do you see?"), max_length=280, widget=forms.Textarea(attrs={"rows": 3, "enterkeyhint": "next"})
    )
    place = forms.CharField(
        label=_("Where"),
        max_length=120,
        required=False,
        help_text=_("In your own words: a street, a bridge, a stop."),
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("Members see it. What the camera wrote into it (place, time) is taken out."),
    )
    community = forms.ModelChoiceField(
        label=_("For which community"), queryset=Community.objects.none(), required=False, empty_label=_("the whole campaign")
    )
    shows_name = forms.BooleanField(
        label=_("Show my name to members"), required=False, help_text=_("Without it your report is anonymous to others.")
    )
    is_exact = forms.BooleanField(
        label=_("Keep the exact spot"),
        required=False,
        help_text=_("Members see it. Without it only the area is kept, to about a kilometre."),
    )
    latitude = forms.FloatField(required=False, widget=forms.HiddenInput)
    longitude = forms.FloatField(required=False, widget=forms.HiddenInput)
    seen_at = forms.DateTimeField(required=False, widget=forms.HiddenInput, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"])
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    written_by = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, communities: QuerySet[Community], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["community"].queryset = communities  # type: ignore[attr-defined]

    def seen(self) -> Seen:
        """Return what was seen. BadInput: see ``ground.seen``."""
        said = self.cleaned_data
        return seen(
            key=said["key"],
            what=said["what"],
            place=said["place"],
            spot=spot(said["latitude"], said["longitude"]),
            is_exact=said["is_exact"],
            seen_at=said["seen_at"],
            now=now(),
        )
