"""What members write about sources, rules and pages they put on the wire."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.wire.models import Source, WireRules
from groundswell.wire.services import About

_ADDRESS = _("The address of a feed, or of any page of the site: its feed is looked for.")
_LANGUAGE = _("A code such as en or es. It is needed only where the feed does not say it.")
_KEEP = _(
    "Words or phrases, one a line. With any here, only what says one of them comes in. flood* stands for floods and flooding."
)
_DROP = _("What says one of these stays out.")
_LONGEST_LIST = 2_000_000


class SourceForm(forms.Form):
    """A source to be read."""

    address = forms.CharField(label=_("Address"), max_length=2000, help_text=_ADDRESS)
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        required=False,
        help_text=_("Left empty, it takes the name that the feed gives itself."),
    )
    kind = forms.ChoiceField(
        label=_("What it is"), choices=Source.Kind.choices, initial=Source.Kind.NEWS, widget=forms.RadioSelect
    )
    language = forms.CharField(label=_("Language"), max_length=10, required=False, help_text=_LANGUAGE)


class ListForm(forms.Form):
    """A list of feeds, as text or as a file."""

    text = forms.CharField(
        label=_("Addresses, one a line"), required=False, max_length=_LONGEST_LIST, widget=forms.Textarea(attrs={"rows": 4})
    )
    file = forms.FileField(
        label=_("Or an OPML file"), required=False, help_text=_("The list that another reader of feeds lets you take along.")
    )

    def clean(self) -> dict[str, Any]:
        """Read the file, if there is one: it is text like the other."""
        said = super().clean() or {}
        if given := said.get("file"):
            said["text"] = given.read(_LONGEST_LIST).decode("utf-8", "replace")
        if not (said.get("text") or "").strip() and not self.errors:
            self.add_error("text", _("Paste some addresses, or choose a file."))
        return said


class FeedForm(forms.Form):
    """One more feed of a source."""

    address = forms.CharField(label=_("One more feed of this source"), max_length=2000)


class AboutForm(forms.Form):
    """What is said of a source, and its rules."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("What it is"), choices=Source.Kind.choices, widget=forms.RadioSelect)
    counts = forms.BooleanField(
        label=_("Count it as an outlet"),
        required=False,
        help_text=_("Satire and our own outlets are read, but they do not make a story bigger."),
    )
    language = forms.CharField(label=_("Language"), max_length=10, required=False, help_text=_LANGUAGE)
    keep_words = forms.CharField(
        label=_("Only with these words"), required=False, help_text=_KEEP, widget=forms.Textarea(attrs={"rows": 3})
    )
    drop_words = forms.CharField(
        label=_("Never with these words"), required=False, help_text=_DROP, widget=forms.Textarea(attrs={"rows": 3})
    )

    @classmethod
    def of(cls, source: Source) -> dict[str, Any]:
        """Return what is said of a source now."""
        return {name: getattr(source, name) for name in cls.base_fields}

    def about(self) -> About:
        """Return what is to be said of it."""
        return About(**self.cleaned_data)


class RulesForm(forms.Form):
    """The words of the whole campaign."""

    keep_words = forms.CharField(
        label=_("Only with these words"), required=False, help_text=_KEEP, widget=forms.Textarea(attrs={"rows": 4})
    )
    drop_words = forms.CharField(
        label=_("Never with these words"), required=False, help_text=_DROP, widget=forms.Textarea(attrs={"rows": 4})
    )

    @classmethod
    def of(cls, rules: WireRules) -> dict[str, Any]:
        """Return the words there are."""
        return {name: getattr(rules, name) for name in cls.base_fields}


class LinkForm(forms.Form):
    """A page to put on the wire."""

    address = forms.CharField(label=_("Address of the page"), max_length=2000)
    title = forms.CharField(
        label=_("Title"), max_length=500, required=False, help_text=_("Left empty, it is read from the page.")
    )


class PairForm(forms.Form):
    """The other story."""

    other = forms.CharField(label=_("Address of the other story"), max_length=2000)
