"""Why something on the web could not be used: a short code that is stored, and words for people that are shown."""

from __future__ import annotations

from django.utils.translation import gettext as _

_WORDS = {
    "address": lambda: _("This is not an address of a page on the web. It begins with https:// or http://."),
    "forbidden": lambda: _("This address lies in a private network. Only addresses of the open web are read."),
    "no_name": lambda: _("No site of this name was found. Look for a slip in the address."),
    "no_answer": lambda: _("The site does not answer."),
    "secure": lambda: _("The site's certificate is not valid, so nobody can say whose words these are."),
    "too_slow": lambda: _("The site took longer than 15 seconds."),
    "too_big": lambda: _("What the site sent is larger than 5 MB."),
    "redirects": lambda: _("The site sends us on more than five times."),
    "garbled": lambda: _("What the site sent is damaged."),
    "gone": lambda: _("The site says that this is gone for good."),
    "missing": lambda: _("The site says that there is nothing at this address."),
    "kept_out": lambda: _("The site does not let programs in here."),
    "busy": lambda: _("The site asks us to come back later."),
    "failed": lambda: _("The site has a fault of its own."),
    "status": lambda: _("The site gave an answer that we cannot use."),
    "robots": lambda: _("The site asks programs not to read this page. Write the title yourself."),
    "doubled": lambda: _("Its feed is read already, at another address or as another source."),
    "not_a_feed": lambda: _("This is a page, not a feed, and it names no feed."),
    "unreadable": lambda: _("This is no feed that can be read: RSS, Atom and JSON Feed are."),
    "too_much_work": lambda: _("This feed is built so that reading it never ends. It was left."),
    "no_title": lambda: _("The page has no title. Write one yourself."),
}
CODES = frozenset(_WORDS)


def in_words(code: str) -> str:
    """Return what went wrong, for people."""
    return _WORDS.get(code, _WORDS["status"])()


class CannotUse(Exception):
    """Something on the web that cannot be used; ``wait`` is how many seconds its site asks us to stay away."""

    def __init__(self, code: str, *, wait: float | None = None, status: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.wait = wait
        self.status = status

    @property
    def words(self) -> str:
        """What went wrong, for people."""
        return in_words(self.code)
