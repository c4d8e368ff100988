"""The forms of a draft that is open while it is written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.responses.content import Content
from groundswell.responses.forms import Later
from groundswell.responses.shared_text import PARTS


class OtherWordsForm(forms.Form):
    """A draft in somebody's own words, with those they had before them: the draft goes on while they write."""

    use_required_attribute = False
    title = Later(label=_("Title"))
    summary = Later(label=_("The answer in one sentence"), widget=forms.Textarea(attrs={"rows": 2}))
    body = forms.CharField(label=_("More"), required=False, widget=forms.Textarea(attrs={"rows": 8}))
    words = forms.CharField(
        label=_("A word to its writers"),
        help_text=_("Why it reads better so. They see this with your proposal."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, words: Content) -> None:
        now = {part: getattr(words, part) for part in PARTS}
        super().__init__(data, initial={**now, **{f"before_{part}": said for part, said in now.items()}})
        for part in PARTS:
            self.fields[f"before_{part}"] = forms.CharField(widget=forms.HiddenInput, required=False)

    def before(self) -> dict[str, str]:
        """Return the words they began from."""
        return {part: self.cleaned_data[f"before_{part}"] for part in PARTS}


class OpenForm(forms.Form):
    """Whether members may read along."""

    open = forms.BooleanField(required=False)


class DecidedForm(forms.Form):
    """Which proposal was decided on an open page just now."""

    decided = forms.UUIDField(required=False)


class AnswerForm(forms.Form):
    """What the authors do with proposed words."""

    do = forms.ChoiceField(choices=[("take", "take"), ("leave", "leave")])
