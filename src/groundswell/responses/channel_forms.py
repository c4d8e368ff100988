"""The form for words on one channel, and what its writer is told beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.responses.measures import measured
from groundswell.responses.models import Variant, Version

HINTS = {
    "sms": _("Say who you are and what to do. Without curly quotes, long dashes and pictures it costs least."),
    "post": _("At most 300 characters. Links count as long as they are."),
    "email": _("Write as to one person you know. End with the one thing you ask for."),
    "door": _("A greeting, a question, and only then the answer. What do you say when they disagree?"),
    "speech": _("Say it aloud once. Thirty seconds are what a crowded room gives you."),
    "letter": _("For paper: with greeting and name, so that somebody can print and sign it."),
}
ROWS = {"sms": 5, "post": 6, "email": 12, "door": 10, "speech": 8, "letter": 14}


class VariantForm(forms.Form):
    """Words for one channel; an e-mail has a subject as well."""

    use_required_attribute = False
    subject = forms.CharField(label=_("Subject"))
    text = forms.CharField(label=_("The words"), widget=forms.Textarea)

    def __init__(self, data: Any = None, *, channel: str, variant: Variant | None = None) -> None:
        self.channel = channel
        initial = {"subject": variant.subject, "text": variant.text} if variant else {}
        super().__init__(data, initial=initial)
        self.fields["subject"].required = channel == Variant.Channel.EMAIL
        text = self.fields["text"]
        text.help_text = HINTS[channel]
        text.widget.attrs["rows"] = ROWS[channel]
        text.error_messages["required"] = _("Write the words first.")

    def facts(self, version: Version) -> Mapping[str, int | str]:
        """Return the numbers of what stands in the form now."""
        return measured(self.channel, self["text"].value() or "", version.response.language)
