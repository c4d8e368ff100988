"""The shape of what is sent to the juries room."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from groundswell.responses.models import Challenge

CHOICES = (
    (Challenge.Verdict.STANDS, _("It stands: the challenge does not convince me")),
    (Challenge.Verdict.CORRECT, _("It needs a correction: it may stay ready, marked until a newer version is out")),
    (Challenge.Verdict.UNREADY, _("It should not be ready: no community should speak with this version")),
)
OF_LAW = (
    (Challenge.Verdict.STANDS, _("Show it again: it is not against the law")),
    (Challenge.Verdict.CORRECT, _("Show it again, marked as in need of a correction")),
    (Challenge.Verdict.UNREADY, _("It stays taken down")),
)


class VerdictForm(forms.Form):
    """What a juror thinks, and why."""

    use_required_attribute = False
    verdict = forms.ChoiceField(label=_("What do you say?"), choices=CHOICES, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why, in your own words"),
        help_text=_("Read by everyone once the jury has closed, without your name. Write nothing that gives you away."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: object, is_law: bool = False, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        if is_law:
            self.fields["verdict"].choices = OF_LAW  # type: ignore[attr-defined]


class AppealForm(forms.Form):
    """Why a second jury should look at it."""

    use_required_attribute = False
    reason = forms.CharField(
        label=_("What did the first jury overlook?"),
        help_text=_("Everyone can read this, the second jury first of all."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class HoursForm(forms.Form):
    """How long juries have from now on, and why."""

    use_required_attribute = False
    hours = forms.TypedChoiceField(
        label=_("How long do jurors have?"),
        help_text=_("For juries called from now on. One that was called keeps its time."),
        coerce=int,
        choices=lambda: [(each, _days(each)) for each in (24, 48, 72, 96, 120, 168, 240, 336)],
    )
    reason = forms.CharField(label=_("Why?"), help_text=_("Everyone can read it."), max_length=600)


def _days(hours: int) -> str:
    return ngettext("%(num)d day", "%(num)d days", hours // 24) % {"num": hours // 24}
