"""The forms of answers: what is written, rated and adopted; what may be kept is the services' business."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from groundswell.communities.models import Community
from groundswell.kit.languages import language_name
from groundswell.responses.content import MOST_SOURCES, Content, Serves, Source
from groundswell.responses.models import Challenge, Rating
from groundswell.strategy.models import Pillar


class Later(forms.CharField):
    """Needed before publishing and not before saving: a draft may be half empty."""

    def validate(self, value: Any) -> None:
        """Let an empty draft pass."""


class WritingForm(forms.Form):
    """An answer being written: its words, one line a pillar, two a source."""

    use_required_attribute = False
    title = Later(label=_("Title"))
    summary = Later(
        label=_("The answer in one sentence"),
        help_text=_("What you would say if you had ten seconds at a door."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    body = forms.CharField(
        label=_("More, if it needs more"),
        help_text=_("An empty line begins a new paragraph. Write [1] where the first source backs what you say."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    together = forms.BooleanField(widget=forms.HiddenInput, required=False)  # title, sentence and text came over the line
    around = forms.CharField(widget=forms.HiddenInput, required=False)  # the mark of all else, as this form was made

    def __init__(self, data: Any = None, *, pillars: Sequence[Pillar], content: Content | None = None, **options: Any) -> None:
        content = content or Content()
        self.pillars = pillars
        self.rows = _rows(data, content)
        initial = {**options.pop("initial", {}), **_initial(content)}
        super().__init__(data, initial=initial, **options)
        for pillar in pillars:
            self.fields[f"why_{pillar.number}"] = Later(
                label=pillar.title, help_text=pillar.promise, widget=forms.Textarea(attrs={"rows": 2})
            )
        for row in range(self.rows):
            self.fields[f"source_title_{row}"] = Later(label=_("What it is"))
            self.fields[f"source_url_{row}"] = Later(
                label=_("Its link"), widget=forms.URLInput(attrs={"placeholder": "https://"})
            )

    def content(self) -> Content:
        """Return what was written, as it was sent."""
        said = self.cleaned_data
        why = ((pillar.number, said[f"why_{pillar.number}"]) for pillar in self.pillars)
        sources = ((said[f"source_title_{row}"], _whole(said[f"source_url_{row}"])) for row in range(self.rows))
        return Content(
            title=said["title"],
            summary=said["summary"],
            body=said["body"],
            pillars=tuple(Serves(number, words) for number, words in why if words.strip()),
            sources=tuple(Source(title, url) for title, url in sources),
        )

    def take_over(self, revision: int) -> None:
        """Let the next save stand on ``revision``: the writer has both texts in sight now."""
        self.data = {**{name: self.data.get(name) for name in self.data}, "revision": str(revision)}

    def serves(self) -> Iterator[BoundField]:
        """Yield the line of each pillar."""
        return (self[f"why_{pillar.number}"] for pillar in self.pillars)

    def cited(self) -> Iterator[tuple[int, BoundField, BoundField]]:
        """Yield number, title and link of each source."""
        return ((row + 1, self[f"source_title_{row}"], self[f"source_url_{row}"]) for row in range(self.rows))


class StartForm(WritingForm):
    """The first words, in which language they are, and for which community one writes."""

    language = forms.ChoiceField(label=_("Its language"), required=False)
    community = forms.ModelChoiceField(
        label=_("You write for"),
        queryset=Community.objects.none(),
        required=False,
        empty_label=_("yourself"),
    )

    def __init__(self, *args: Any, communities: Any, spoken: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["community"].queryset = communities  # type: ignore[attr-defined]
        self.fields["language"].choices = [(code, language_name(code)) for code in spoken]  # type: ignore[attr-defined]


class StartFromPostForm(StartForm):
    """The words of a post, and what they answer."""

    about = forms.ChoiceField(label=_("What does it answer?"), help_text=_("A story on the wire, or a question people ask."))

    def __init__(self, *args: Any, about: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["about"].choices = about  # type: ignore[attr-defined]


class PublishForm(forms.Form):
    """Which revision of the draft its author has read through."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class ForkForm(forms.Form):
    """The id the page made for the new answer, so that a second press makes no second one."""

    key = forms.UUIDField(required=False)


class InviteForm(forms.Form):
    """Whom to ask to write along."""

    member = forms.UUIDField()


class RatingForm(forms.Form):
    """What a reader thinks, and why."""

    value = forms.ChoiceField(label=_("Is it helpful?"), choices=Rating.Value.choices)
    reason = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class QuestionForm(forms.Form):
    """What people ask."""

    use_required_attribute = False
    title = forms.CharField(
        label=_("What do people ask you?"), help_text=_("One question, in the words in which you hear it at the door.")
    )


RAISED = [one for one in Challenge.Kind.choices if one[0] != Challenge.Kind.LAW]


class ChallengeForm(forms.Form):
    """What is wrong with a version, and where one can check that."""

    use_required_attribute = False
    kind = forms.ChoiceField(label=_("What is wrong?"), choices=RAISED, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Say it in your own words"),
        help_text=_("Everyone can read this. Speak of the text, not of its authors."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    url = forms.CharField(
        label=_("A link that shows it"),
        help_text=_("Your evidence: whoever judges the challenge will open it."),
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )


class TakeDownForm(forms.Form):
    """Why a version is against the law, said by a steward in public."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("Which law it breaks, and where in the text"),
        help_text=_("Everyone can read this. Do not repeat what must not be read."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    url = forms.CharField(
        label=_("A link that shows it"), required=False, widget=forms.URLInput(attrs={"placeholder": "https://"})
    )


class AnswerChallengeForm(forms.Form):
    """What the authors say to a challenge."""

    use_required_attribute = False
    answer = Later(
        label=_("What its authors say"),
        help_text=_("Everyone can read this, beside the challenge."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class LetterForm(forms.Form):
    """A letter to the authors of an answer, or back."""

    use_required_attribute = False
    text = Later(
        label=_("Your letter"),
        help_text=_(
            "Read by those it is for, and by nobody else unless one of them reports it. No address is shown to anyone."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class AdoptionForm(forms.Form):
    """For which community, and its own words if it has any."""

    community = forms.ModelChoiceField(label=_("For"), queryset=Community.objects.none(), empty_label=None)
    words = forms.CharField(
        label=_("In your community's own words"),
        help_text=_("Leave this empty to take the answer as it is. Readers can always see both."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, communities: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["community"].queryset = communities  # type: ignore[attr-defined]


def _rows(data: Any, content: Content) -> int:
    if data is not None:
        return next((row for row in range(MOST_SOURCES) if f"source_url_{row}" not in data), MOST_SOURCES)
    return min(max(3, len(content.sources) + 2), MOST_SOURCES)


def _initial(content: Content) -> dict[str, Any]:
    found: dict[str, Any] = {"title": content.title, "summary": content.summary, "body": content.body}
    found |= {f"why_{one.pillar}": one.why for one in content.pillars}
    for row, one in enumerate(content.sources):
        found |= {f"source_title_{row}": one.title, f"source_url_{row}": one.url}
    return found


def _whole(link: str) -> str:
    """Return ``link`` as a browser would read it: people leave the scheme out."""
    link = link.strip()
    return f"https://{link}" if "." in link and ":" not in link and " " not in link else link
