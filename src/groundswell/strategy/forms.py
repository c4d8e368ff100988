"""What people write about pillars and tactics, with messages for people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.campaigns.models import Campaign
from groundswell.communities.models import Community
from groundswell.communities.selectors import communities_of
from groundswell.kit.actor import Actor
from groundswell.strategy import selectors
from groundswell.strategy.models import Pillar, TacticRevision
from groundswell.strategy.services.pillars import PillarWords
from groundswell.strategy.services.tactics import TacticWords

_LONG = forms.Textarea(attrs={"rows": 3})


class PillarForm(forms.Form):
    """The words of a pillar."""

    title = forms.CharField(label=_("Title"), max_length=80, help_text=_("Four words that people remember."))
    promise = forms.CharField(label=_("The promise, in one sentence"), max_length=240, widget=_LONG)
    why = forms.CharField(label=_("Why"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5}))
    never = forms.CharField(label=_("We never"), max_length=240, required=False, help_text=_("What nobody may trade it for."))

    def words(self) -> PillarWords:
        """Return what was written."""
        return PillarWords(**self.cleaned_data)

    @classmethod
    def of(cls, pillar: Pillar) -> dict[str, Any]:
        """Return the words of a draft, to go on from."""
        return {"title": pillar.title, "promise": pillar.promise, "why": pillar.why, "never": pillar.never}


class AmendForm(forms.Form):
    """Asking for other words of a ratified pillar."""

    reason = forms.CharField(label=_("Which words would you change, and why?"), max_length=500, widget=_LONG)


class _WordsForm(forms.Form):
    """The words of a tactic."""

    what = forms.CharField(label=_("What we do"), max_length=300, widget=_LONG)
    measure = forms.CharField(label=_("How we see whether it works"), max_length=200, help_text=_("Something one can count."))
    by_how_much = forms.CharField(label=_("By how much"), max_length=80, help_text=_("20 more than last time."))
    by_when = forms.DateField(
        label=_("By when"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Write the day like 2027-05-31.")},
    )

    def words(self) -> TacticWords:
        """Return what was written."""
        said = self.cleaned_data
        return TacticWords(said["what"], said["measure"], said["by_how_much"], said["by_when"])


class TacticForm(_WordsForm):
    """A new tactic."""

    pillar = forms.ModelChoiceField(
        label=_("Which pillar it serves"), queryset=Pillar.objects.none(), empty_label=_("Choose a pillar")
    )
    community = forms.ModelChoiceField(
        label=_("For whom"),
        queryset=Community.objects.none(),
        required=False,
        empty_label=_("The whole campaign"),
        help_text=_("Communities you are in. Their members can adjust it without asking anyone."),
    )
    field_order = ("what", "measure", "by_how_much", "by_when", "pillar", "community")

    def __init__(self, *args: Any, campaign: Campaign, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pillar"].queryset = selectors.pillars(campaign)  # type: ignore[attr-defined]
        self.fields["community"].queryset = communities_of(actor)  # type: ignore[attr-defined]


class AdjustForm(_WordsForm):
    """New words for a tactic, with the reason; ``seen`` is the revision the writer started from."""

    reason = forms.CharField(label=_("Why this change? What did you see?"), max_length=500, widget=_LONG)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, revision: TacticRevision) -> dict[str, Any]:
        """Return the words of a revision, to go on from."""
        return {
            "what": revision.what,
            "measure": revision.measure,
            "by_how_much": revision.by_how_much,
            "by_when": revision.by_when,
            "seen": revision.number,
        }


class MoveForm(forms.Form):
    """The words that go with a move of a tactic."""

    reason = forms.CharField(label=_("Why?"), max_length=500, required=False, widget=_LONG)

    def __init__(self, *args: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needed
