"""Knows which browser and which kind of device a request comes from, no closer than a person would say it."""

from __future__ import annotations

from django.utils.translation import gettext as _

# The first that fits: nearly every browser also claims to be the ones below it.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari/", "Safari"),
)
_DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def browser_name(agent: str) -> str:
    """Return "Firefox on Android" for the long line a browser sends; nothing of its version or its build."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    device = next((name for sign, name in _DEVICES if sign in agent), "")
    if browser and device:
        return _("%(browser)s on %(device)s") % {"browser": browser, "device": device}
    return browser or device or _("another browser")
