"""Says why somebody hears something, in their language, in words they know: their own."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from groundswell.notify.models import Notice

THREADS = "threads"
_WORD = re.compile(r"\w+")


def reason(notice: Notice) -> str:
    """Return one sentence; the words of the story that led here are named when they are not the member's own."""
    if notice.because == Notice.Because.MENTION:
        return _("somebody named you")
    if notice.topic == "seat":
        return _("you were drawn by lot")
    if notice.topic == THREADS:
        return _("you are in this community")
    said = {"label": notice.label, "words": notice.matched}
    if notice.because == Notice.Because.OWN or not notice.label:
        return _("it is yours") if notice.because == Notice.Because.OWN else _("you follow the story")
    same = set(_WORD.findall(notice.matched.lower())) <= set(_WORD.findall(notice.label.lower()))
    if notice.because == Notice.Because.KNOWS:
        return _("you know about %(label)s") % said if same else _("you know about %(label)s (in the story: %(words)s)") % said
    if notice.because == Notice.Because.MEMBER:
        return _("you are in %(label)s (in the story: %(words)s)") % said if not same else _("you are in %(label)s") % said
    return _("you follow %(label)s") % said if same else _("you follow %(label)s (in the story: %(words)s)") % said


def role(said: str, name: str) -> str:
    """Return what a role somebody was given is called."""
    if said == "steward:campaign":
        return _("You look after the campaign from now on")
    if said == "host:community":
        return _("You host %(name)s from now on") % {"name": name}
    return _("You write on “%(name)s” from now on") % {"name": name}
