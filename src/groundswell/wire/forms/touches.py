"""What a member says of a story and a pillar or a community."""

from __future__ import annotations

import uuid

from django import forms


class TouchForm(forms.Form):
    """One thing, and yes or no."""

    target = forms.RegexField(r"^(pillar|community):[0-9a-f-]{36}$")
    touches = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])

    def thing(self) -> tuple[str, uuid.UUID]:
        """Return which kind of thing, and which one."""
        kind, _, key = str(self.cleaned_data["target"]).partition(":")
        return kind, uuid.UUID(key)
