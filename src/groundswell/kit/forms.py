"""Joins a form and a service: what the service refuses is said at the field, and what was typed stays."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import TypeVar

from django.db import transaction
from django.forms import BaseForm

from groundswell.kit.errors import BadInput, NotHere, Refused

Done = TypeVar("Done")


def attempt(form: BaseForm, deed: Callable[[], Done], *, savepoint: bool = True) -> Done | None:
    """Do the deed; when it is refused, undo all it wrote, put the words on the form and return None.

    NotHere passes through: a page that is not there has no form. A deed that refuses before it writes anything needs no
    ``savepoint``, which costs two more statements.
    """
    try:
        with transaction.atomic() if savepoint else nullcontext():
            return deed()
    except NotHere:
        raise
    except Refused as refusal:
        field = refusal.field if isinstance(refusal, BadInput) else ""
        form.add_error(field if field in form.fields else None, str(refusal))
        form.refused_with = refusal.status  # type: ignore[attr-defined]
        return None


def status_of(form: BaseForm) -> int:
    """Return the status of the page that shows ``form``: 200, 422 with a wrong field, or what the service answered."""
    if not form.is_bound or not form.errors:
        return 200
    return int(getattr(form, "refused_with", 422))
