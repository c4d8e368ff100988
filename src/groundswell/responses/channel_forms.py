"""The form for words on one channel, and what its writer is told beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.kit.languages import languages_first
from groundswell.responses.measures import measured
from groundswell.responses.models import Variant, Version

HINTS = {
    "sms": _("Say who you are and what to do. Without curly quotes, long dashes and pictures it costs least."),
    "post": _("At most 300 characters. Links count as long as they are."),
    "email": _("Write as to one person you know. End with the one thing you ask for."),
    "door": _("A greeting, a question, and only then the answer. What do you say when they disagree?"),
    "speech": _("Say it aloud once. Thirty seconds are what a crowded room gives you."),
    "letter": _("For paper: with greeting and name, so that somebody can print and sign it."),
    "whole": _("Say all of it, and no more. Leave marks like [1] where they stand: the sources are the same."),
}
ROWS = {"sms": 5, "post": 6, "email": 12, "door": 10, "speech": 8, "letter": 14, "whole": 14}


class VariantForm(forms.Form):
    """Words for one channel; an e-mail has a subject as well, the whole answer in another language a title and a sentence."""

    use_required_attribute = False
    language = forms.ChoiceField(label=_("Language"), required=False)
    subject = forms.CharField(label=_("Subject"))
    summary = forms.CharField(label=_("The answer in one sentence"), widget=forms.Textarea(attrs={"rows": 2}))
    text = forms.CharField(label=_("The words"), widget=forms.Textarea)

    def __init__(
        self, data: Any = None, *, channel: str, own: str, spoken: Sequence[str] = (), variant: Variant | None = None
    ) -> None:
        self.channel = channel
        is_whole = channel == Variant.Channel.WHOLE
        choices = languages_first(*spoken) if is_whole else languages_first(own, *spoken)
        choices = [one for one in choices if not (is_whole and one[0] == own)]
        said = variant.language or own if variant else choices[0][0]
        given = {"subject": variant.subject, "summary": variant.summary, "text": variant.text} if variant else {}
        super().__init__(data, initial={"language": said, **given})
        self.fields["language"].choices = [one for one in choices if one[0] == said] if variant else choices  # type: ignore[attr-defined]
        self.fields["subject"].required = channel == Variant.Channel.EMAIL or is_whole
        self.fields["summary"].required = is_whole
        if is_whole:
            self.fields["subject"].label, self.fields["text"].label = _("Title"), _("More, if it needs more")
        text = self.fields["text"]
        text.required = not is_whole
        text.help_text = HINTS[channel]
        text.widget.attrs["rows"] = ROWS[channel]
        text.error_messages["required"] = _("Write the words first.")

    def facts(self, version: Version) -> Mapping[str, int | str]:
        """Return the numbers of what stands in the form now."""
        return measured(self.channel, self["text"].value() or "", self["language"].value() or version.response.language)
