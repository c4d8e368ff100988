"""What members do to stories by hand: a name, another story, some items, and always the reason."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.wire.models import Item, Story

_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class _Needed(forms.CharField):
    """Needed, and the service says so in better words than a form."""

    def validate(self, value: Any) -> None:
        """Let the service say what is missing."""


class _Reasoned(forms.Form):
    use_required_attribute = False
    reason = _Needed(label=_("Why"), max_length=300, help_text=_("Everyone can read it."))


class NameForm(_Reasoned):
    """A name for a story."""

    title = _Needed(label=_("The story's name"), max_length=300)
    field_order = ("title", "reason")


class OtherForm(_Reasoned):
    """Another story: one of those that sound alike, or any whose address one has."""

    other = forms.ChoiceField(label=_("Which story"), required=False, widget=forms.RadioSelect)
    address = forms.CharField(label=_("Or the address of its page"), max_length=500, required=False)

    def __init__(self, *args: Any, others: Sequence[Story], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(one.pk), one.title) for one in others]
        self.fields["other"].choices = [*self._first(), *choices]  # type: ignore[attr-defined]

    def _first(self) -> list[tuple[str, Any]]:
        return []

    def other_id(self) -> uuid.UUID | None:
        """Return which story was named, if any: an address counts more than a choice."""
        found = _KEY.search(self.cleaned_data["address"]) or _KEY.search(self.cleaned_data["other"])
        return uuid.UUID(found.group()) if found else None


class TakeOutForm(OtherForm):
    """Some of a story's items, and where they belong."""

    items = forms.MultipleChoiceField(label=_("What does not belong here"), required=False, widget=forms.CheckboxSelectMultiple)
    field_order = ("items", "other", "address", "reason")

    def __init__(self, *args: Any, items: Sequence[Item], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["other"].label = _("Where it belongs")
        told = [(str(one.pk), f"{one.title} ({one.source.name})" if one.source.name else one.title) for one in items]
        self.fields["items"].choices = told  # type: ignore[attr-defined]

    def _first(self) -> list[tuple[str, Any]]:
        return [("", _("A story of its own"))]
