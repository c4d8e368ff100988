"""What people write in threads: posts, what they are about, polls and votes; what may be kept is the services' business."""

from __future__ import annotations

import uuid
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.communities.models import Poll, Post
from groundswell.kit.clock import now

MOST_PICKED = 10
HINT = _("Write @ and a name, and that person hears of it. Whoever reads this may begin an answer from it, with credit to you.")


class Words(forms.CharField):
    """Words that are needed; when they are missing the service says so, as it does when they are too long."""

    def validate(self, value: Any) -> None:
        """Let nothing pass through."""


class PostForm(forms.Form):
    """A post: its words, what it answers, and whom its writer picked from the list of names."""

    use_required_attribute = False
    text = Words(label=_("Write in this thread"), help_text=HINT, widget=forms.Textarea(attrs={"rows": 4}))
    answers = forms.UUIDField(widget=forms.HiddenInput, required=False)
    picked = forms.CharField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean_picked(self) -> list[uuid.UUID]:
        """Return who was picked; anything else in there is passed over."""
        found = []
        for word in self.cleaned_data["picked"].split(",")[:MOST_PICKED]:
            with suppress(ValueError):
                found.append(uuid.UUID(word.strip()))
        return found


class ThreadForm(PostForm):
    """A thread with its first post."""

    title = Words(label=_("What is it about?"))
    field_order = ("title", "text")

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["text"].label = _("Your first words on it")


class EditForm(PostForm):
    """A post written before."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["text"].label = _("What it says")
        self.fields["text"].help_text = _("What it said before can still be read.")


class TendForm(forms.Form):
    """Why a thread is closed or opened."""

    reason = forms.CharField(
        label=_("The reason. Everyone can read it."), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class PollForm(PostForm):
    """A question with its options."""

    HOURS = (
        (1, _("in an hour")),
        (24, _("in a day")),
        (72, _("in three days")),
        (168, _("in a week")),
        (336, _("in two weeks")),
    )

    options = Words(
        label=_("The options"),
        help_text=_("One a line. Everyone says yes to as many as they could live with."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    closes_in = forms.TypedChoiceField(label=_("It closes"), choices=HOURS, coerce=int, initial=72, widget=forms.RadioSelect)
    field_order = ("text", "options", "closes_in")

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["text"].label = _("What do you want to decide?")
        self.fields["text"].help_text = ""

    def lines(self) -> list[str]:
        """Return the options as they were typed."""
        return [line for line in self.cleaned_data["options"].splitlines() if line.strip()]

    def closes_at(self) -> datetime:
        """Return when it closes."""
        return now() + timedelta(hours=self.cleaned_data["closes_in"])


class VoteForm(forms.Form):
    """What a member says yes to."""

    options = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *given: Any, poll: Poll, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["options"].choices = list(enumerate(poll.options))  # type: ignore[attr-defined]


def of_post(post: Post, words: str) -> dict[str, Any]:
    """Return what a post says, to go on from."""
    return {"text": words, "key": post.pk}
