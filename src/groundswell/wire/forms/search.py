"""What is looked for on the wire, as one asks for it in an address that can be kept and passed on."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from groundswell.communities.models import Community
from groundswell.kit.text import plain
from groundswell.wire.models import SavedSearch, Source
from groundswell.wire.selectors.search import Search


class _Outlet(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django knows no argument here
    """An outlet, by the name it goes by."""

    def label_from_instance(self, obj: Any) -> str:
        """Return its name; some came with files that said none."""
        return str(obj.name or _("unnamed source"))


class SearchForm(forms.Form):
    """Words and what narrows them down; everything may be left out, and what makes no sense is left out as well."""

    use_required_attribute = False
    q = forms.CharField(
        label=_("Words"),
        max_length=200,
        required=False,
        help_text=_("Quotation marks keep words together, a minus leaves a word out, “or” takes either."),
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search"}),
    )
    source = _Outlet(label=_("Outlet"), queryset=Source.objects.none(), required=False, empty_label=_("any"))
    community = forms.ModelChoiceField(
        label=_("Ground reports for"), queryset=Community.objects.none(), required=False, empty_label=_("any")
    )
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    ground = forms.BooleanField(label=_("Only what people see where they are"), required=False)

    def __init__(self, *args: Any, sources: QuerySet[Source], communities: QuerySet[Community], **options: Any) -> None:
        options.setdefault("auto_id", "search-%s")
        super().__init__(*args, **options)
        self.fields["source"].queryset = sources  # type: ignore[attr-defined]
        self.fields["community"].queryset = communities  # type: ignore[attr-defined]

    def search(self) -> Search:
        """Return what is looked for, leaving out what cannot be read."""
        self.is_valid()
        said = self.cleaned_data
        return Search(
            words=plain(said.get("q") or "", limit=200),
            source=said.get("source"),
            community=said.get("community"),
            ground_only=bool(said.get("ground")),
            since=_day(said.get("since")),
            until=_day(said.get("until")),
        )


def _day(said: datetime.date | None) -> datetime.date | None:
    """Return a day on which something can have been told; others are left out, for calendars end behind them."""
    return said if said is not None and 1000 <= said.year <= 9000 else None


class SaveForm(forms.Form):
    """What a member calls a search they keep."""

    name = forms.CharField(label=_("Keep this search as"), max_length=80, required=False)


def query_of(search: Search) -> str:
    """Return the part of an address that asks for this again."""
    source = search.source.pk if search.source else None
    community = search.community.pk if search.community else None
    return _query(search.words, source, community, search.ground_only, search.since, search.until)


def query_of_saved(saved: SavedSearch) -> str:
    """Return the part of an address that asks for a saved search."""
    return _query(saved.words, saved.source_id, saved.community_id, saved.ground_only, saved.since, saved.until)


def _query(words: str, source: Any, community: Any, ground_only: bool, since: Any, until: Any) -> str:
    said = {"q": words, "source": source, "community": community, "ground": "on" if ground_only else ""}
    said |= {"since": since, "until": until}
    return urlencode({name: str(value) for name, value in said.items() if value})
