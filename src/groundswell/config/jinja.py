"""The Jinja2 environment of every page: translation, addresses inside the campaign, slots."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import jinja2
from django.apps import apps
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import formats, timezone, translation
from markupsafe import Markup

from groundswell.campaigns.addresses import address
from groundswell.kit import slots
from groundswell.kit.languages import language_name
from groundswell.web.bundle import bundled


@jinja2.pass_context
def _url(context: jinja2.runtime.Context, name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of a page; pages of the present campaign get its slug by themselves."""
    campaign = getattr(context.get("request"), "campaign", None)
    if campaign is not None and name not in _GLOBAL and not name.startswith(("account_", "mfa_", "usersessions_")):
        return address(campaign, name, *args, **kwargs)
    return reverse(name, args=args, kwargs=kwargs)


_GLOBAL = {"start", "styleguide", "healthz", "readyz", "set_language", "found_campaign", "mailbox", "demo_login", "push_worker"}


@jinja2.pass_context
def _slot(context: jinja2.runtime.Context, name: str, **given: Any) -> Markup:
    """Fill a slot of this page."""
    return slots.fill(name, context["request"], **given)


def _messages(request: HttpRequest) -> Iterable[Message]:
    """Return what is to be told to this reader; with nothing to tell, no cookie is sent to say so."""
    found = get_messages(request)
    return found if len(found) else ()


def _moment(value: datetime.datetime | None, form: str = "DATETIME_FORMAT") -> str:
    """Return a moment in the reader's locale and the present time zone."""
    zone = timezone.get_current_timezone()
    return _written(value.replace(second=0, microsecond=0), form, str(zone), translation.get_language()) if value else ""


@lru_cache(maxsize=20_000)
def _written(value: datetime.datetime, form: str, zone: str, language: str | None) -> str:
    """Write a minute out: pages show the same moments again and again, and Django takes a tenth of a millisecond for each."""
    return formats.date_format(timezone.localtime(value), form)


def _day(value: datetime.date | None, form: str = "DATE_FORMAT") -> str:
    """Return a day in the reader's locale."""
    return formats.date_format(value, form) if value else ""


def _number(value: float, places: int | None = None) -> str:
    """Return a number as the reader's locale writes it; Django cuts decimals off, people round."""
    value = value if places is None else round(value, places)
    return formats.number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)


def environment(**options: Any) -> jinja2.Environment:
    """Build the environment; templates are found in each of our apps' ``templates`` folder."""
    folders = [f"{config.path}/templates" for config in apps.get_app_configs() if config.name.startswith("groundswell.")]
    options["loader"] = jinja2.FileSystemLoader(folders)
    options.setdefault("undefined", jinja2.StrictUndefined)
    found = jinja2.Environment(  # noqa: S701 (Django passes autoescape=True)
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"], trim_blocks=True, lstrip_blocks=True, **options
    )
    found.policies["ext.i18n.trimmed"] = True  # the same message whatever the template's line breaks
    found.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext, ngettext=translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    found.globals.update(
        url=_url, static=static, bundled=bundled, slot=_slot, get_messages=_messages, language_name=language_name
    )
    found.filters.update(moment=_moment, day=_day, number=_number)
    return found
