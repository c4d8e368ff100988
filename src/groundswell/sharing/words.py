"""Says which hand somebody is, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_SAID = {
    2: gettext_lazy("You are the second hand in this chain."),
    3: gettext_lazy("You are the third hand in this chain."),
    4: gettext_lazy("You are the fourth hand in this chain."),
    5: gettext_lazy("You are the fifth hand in this chain."),
    6: gettext_lazy("You are the sixth hand in this chain."),
    7: gettext_lazy("You are the seventh hand in this chain."),
    8: gettext_lazy("You are the eighth hand in this chain."),
    9: gettext_lazy("You are the ninth hand in this chain."),
    10: gettext_lazy("You are the tenth hand in this chain."),
}


def you_are(hand: int) -> str:
    """Return "You are the fifth hand"; far down the chain the number says it better."""
    return str(_SAID[hand]) if hand in _SAID else _("You are hand number %(hand)d in this chain.") % {"hand": hand}
