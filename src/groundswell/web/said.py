"""What a page says when it cannot show what was asked for: what happened, and what to do now."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Said:
    """A title and one or two sentences."""

    title: str | Promise
    words: str | Promise


ERRORS = {
    400: Said(_("We could not read that"), _("Something was missing in what the browser sent. Go back and try once more.")),
    403: Said(
        _("That form had gone stale"),
        _("For your safety a form is good for a while only. Go back, load the page again and send it once more."),
    ),
    404: Said(
        _("There is nothing here"),
        _("The address may have a slip in it, the page may be gone, or it is for members only: then signing in helps."),
    ),
    405: Said(
        _("That cannot be done here"), _("The address is right, but not for this. Go back and use the page's own buttons.")
    ),
    413: Said(
        _("That was too long"), _("What you sent is larger than we can take in one piece. Make it shorter and try again.")
    ),
    429: Said(
        _("A moment, please"),
        _("That was a lot in a short time from here. Nothing is lost; wait a few minutes and try again."),
    ),
    500: Said(
        _("That went wrong, and it was us"),
        _("It has been written down for those who look after this place. Go back: your browser may still have your words."),
    ),
    503: Said(
        _("We cannot reach our own records"),
        _("The database is away for the moment. What was saved is safe. Try again in a minute."),
    ),
}


def error(code: int) -> Said:
    """Return the words for an HTTP status."""
    return ERRORS.get(code, ERRORS[500 if code >= 500 else 400])
