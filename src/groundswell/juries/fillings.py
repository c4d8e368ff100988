"""Fills the places that lower rooms' pages leave for juries."""

from __future__ import annotations

from typing import Any

from groundswell.juries.selectors.pages import progress_of
from groundswell.juries.selectors.shown import juries_of_version
from groundswell.people.requests import CampaignRequest
from groundswell.responses.models import Challenge, Response, Version


def of_challenge(request: CampaignRequest, *, challenge: Challenge) -> dict[str, Any]:
    """Return how far a challenge has come."""
    return progress_of(challenge.pk, request.actor)


def of_version(request: CampaignRequest, *, response: Response, version: Version) -> dict[str, Any]:
    """Return the juries on the version shown."""
    return {"version_id": version.pk, "response_id": response.pk, "juries": juries_of_version(version.pk, request.actor)}


def to_record(request: CampaignRequest) -> dict[str, Any]:
    """Return nothing: the way to the record is always the same."""
    return {}
