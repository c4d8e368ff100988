"""The forms of a merge: one decision for each place where both sides changed the same words, and what is said with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.responses.content_merge import Merge
from groundswell.responses.forms import Later, WritingForm
from groundswell.responses.merging import Chunk

_PICKS = [
    ("ours", gettext_lazy("as it stands here")),
    ("theirs", gettext_lazy("as the other side has it")),
    ("both", gettext_lazy("both, one after the other")),
    ("own", gettext_lazy("in other words")),
]


class MergeForm(forms.Form):
    """What somebody decided at each conflict; ``revision`` tells whether the texts are still those they looked at."""

    use_required_attribute = False
    revision = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=gettext_lazy("A word to its writers"),
        help_text=gettext_lazy("Why it reads better so. They see this with your proposal."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, merge: Merge, **options: Any) -> None:
        super().__init__(data, **options)
        self.merge = merge
        for number in range(len(merge.conflicts)):
            self.fields[f"pick_{number}"] = forms.ChoiceField(
                label=_("Which words?"),
                choices=_PICKS,
                widget=forms.RadioSelect,
                error_messages={"required": _("Decide which words stay here.")},
            )
            self.fields[f"own_{number}"] = forms.CharField(
                label=_("In other words"), required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    def places(self) -> Iterator[tuple[int, str, Chunk, BoundField, BoundField]]:
        """Yield each conflict: its number, the part it stands in, its words, and the fields that decide it."""
        for number, (part, chunk) in enumerate(self.merge.conflicts):
            yield number + 1, part, chunk, self[f"pick_{number}"], self[f"own_{number}"]

    def decided(self) -> Sequence[str]:
        """Return the words for each conflict, in order."""
        said = self.cleaned_data
        return [
            _words(chunk, said[f"pick_{number}"], said[f"own_{number}"])
            for number, (_part, chunk) in enumerate(self.merge.conflicts)
        ]


class SuggestForm(WritingForm):
    """An answer in somebody's own words, for those who write it."""

    words = forms.CharField(
        label=gettext_lazy("A word to its writers"),
        help_text=gettext_lazy("Why it reads better so. They see this with your proposal."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DecisionForm(forms.Form):
    """What those who write an answer say to a proposal they decline."""

    use_required_attribute = False
    words = Later(
        label=gettext_lazy("Why not?"),
        help_text=gettext_lazy("Whoever proposed it reads this."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _words(chunk: Chunk, pick: str, own: str) -> str:
    if pick == "own":
        space = re.match(r"\s*", chunk.ours or chunk.theirs)
        return (space[0] if space else "") + own.strip() if own.strip() else ""
    if pick == "both":
        gap = "" if not chunk.ours or chunk.theirs[:1].isspace() else " "
        return chunk.ours + gap + chunk.theirs
    return chunk.ours if pick == "ours" else chunk.theirs
