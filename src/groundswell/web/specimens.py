"""What the styleguide shows: each part with short words, long words and, where it has one, its empty and its failing state."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone


class Specimen(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="What is it called?", max_length=120, help_text="People see this first.")
    body = forms.CharField(label="What do we say to it?", widget=forms.Textarea(attrs={"rows": 4}))
    place = forms.CharField(label="Where you live", required=False)
    community = forms.ChoiceField(
        label="For which community?", choices=[("a", "Ferry Street"), ("b", "Night-shift nurses of the east hospital")]
    )
    rating = forms.ChoiceField(
        label="Is it helpful?",
        choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    knows = forms.MultipleChoiceField(
        label="What do you know about?",
        choices=[("water", "Water"), ("rent", "Rent"), ("night", "Night work and getting home from it")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    consent = forms.BooleanField(
        label="I agree that this campaign keeps what I write here.",
        help_text="What you hold politically is personal. You can take this back on your page at any time.",
    )
    code = forms.CharField(label="The code from your mail", max_length=6)


@dataclass(frozen=True, slots=True)
class Share:
    """One row of the line."""

    name: str
    lower: float
    mean: float
    n: int
    counts: bool


@dataclass(frozen=True, slots=True)
class Hand:
    """One row of a lineage."""

    title: str
    note: str
    href: str | None
    lane: int
    source: int | None = None
    merged: int | None = None


SHARES = (
    Share("Night-shift nurses", 0.83, 0.92, 21, True),
    Share("Ferry Street", 0.78, 0.86, 34, True),
    Share("Trabajadoras del hogar y de los cuidados de la ribera", 0.64, 0.74, 40, True),
    Share("Orchard growers", 0.52, 0.7, 12, True),
    Share("Choir of St Brannoc", 0.41, 0.75, 2, False),
)
HANDS = (
    Hand("Version 1", "Ferry Street, 17:08", "#lineage", 0),
    Hand("Version 2", "Ada and two more, 17:12", "#lineage", 0, 0),
    Hand("Orchard growers’ words", "a version of their own, 17:14", "#lineage", 1, 0),
    Hand("Version 3", "Ben, 17:15", "#lineage", 0, 0),
    Hand("Version 4", "both put together, 17:19", None, 0, 0, 1),
)
OVER = tuple(
    (at / 700, weight)
    for at, weight in (
        (10, 0.5),
        (46, 0.2),
        (60, 0.6),
        (122, 0.9),
        (131, 0.5),
        (140, 0.3),
        (210, 1.0),
        (280, 0.7),
        (352, 0.4),
        (420, 0.8),
    )
)
UNDER = tuple(
    (at / 700, weight)
    for at, weight in (
        (78, 0.3),
        (98, 0.1),
        (155, 0.8),
        (164, 0.5),
        (172, 0.6),
        (181, 0.2),
        (250, 0.9),
        (259, 0.6),
        (268, 0.4),
        (390, 1.0),
        (470, 0.2),
        (640, 0.5),
    )
)


def failing() -> Specimen:
    """Return the form as somebody sent it who left out almost everything."""
    form = Specimen({"title": "x" * 130, "rating": "never"})
    form.is_valid()
    return form


def everything() -> dict[str, Any]:
    """Return all that the styleguide needs."""
    return {
        "form": Specimen(auto_id="empty_%s"),
        "failing": failing(),
        "shares": SHARES,
        "hands": HANDS,
        "over": OVER,
        "under": UNDER,
        "lately": timezone.now() - datetime.timedelta(minutes=38),
        "pillars": ({"title": "Water you can drink"}, {"title": "A home you can keep"}, {"title": "Cuidar a quien nos cuida"}),
    }
