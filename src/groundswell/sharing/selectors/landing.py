"""Reads all that the page of a link shows in one query: it is the page most people see, and they see it in a rush."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from groundswell.kit.actor import Actor
from groundswell.kit.errors import not_here
from groundswell.responses.content import marked
from groundswell.responses.models import Version
from groundswell.responses.selectors.languages import SaidIn, said_in
from groundswell.sharing.selectors.chains import WAY, others

_LANDING = f"""
SELECT link.id, link.campaign_id, link.code, link.hand, link.member_id, community.name, answer.id, answer.language,
    version.title, version.summary, coalesce(nullif(adoption.words, ''), version.body),
    CASE adoption.words WHEN '' THEN 'responses.Version' ELSE 'responses.Adoption' END,
    CASE adoption.words WHEN '' THEN version.id ELSE adoption.id END,
    adoption.ended_at IS NOT NULL, version.id, version.number, newest.number,
    (SELECT newer.id FROM responses_adoption newer JOIN responses_version what ON what.id = newer.version_id
        WHERE newer.community_id = adoption.community_id AND what.response_id = answer.id AND newer.ended_at IS NULL LIMIT 1),
    (SELECT hiding.reason FROM communities_hiding hiding
        WHERE hiding.subject_id IN (version.id, answer.id, adoption.id) AND hiding.lifted_at IS NULL LIMIT 1),
    (SELECT count(*) FROM responses_challenge challenge
        WHERE challenge.version_id = version.id AND challenge.settled_at IS NULL),
    (SELECT CASE WHEN bool_or(challenge.verdict = 'unfit') THEN 'unfit' WHEN bool_or(challenge.verdict = 'mend') THEN 'mend'
        WHEN bool_or(challenge.settled_with_id IS NOT NULL) THEN 'met' ELSE '' END
        FROM responses_challenge challenge WHERE challenge.version_id = version.id),
    (SELECT json_agg(json_build_array(cited.number,
            CASE WHEN cited.title = left(cited.url, 200) AND page.title <> '' THEN page.title ELSE cited.title END,
            cited.url, coalesce(page.excerpt, '')) ORDER BY cited.number)
        FROM responses_citation cited
        LEFT JOIN responses_sourcepage page ON page.campaign_id = cited.campaign_id
            AND page.key = encode(sha256(convert_to(cited.url, 'UTF8')), 'hex')
        WHERE cited.version_id = version.id),
    (SELECT json_agg(DISTINCT said.language) FROM responses_variant said JOIN responses_version put ON put.id = said.version_id
        WHERE said.channel = 'whole' AND put.response_id = answer.id AND put.number <= version.number AND NOT EXISTS (
            SELECT 1 FROM communities_hiding hiding
            WHERE hiding.subject_id IN (said.id, put.id) AND hiding.lifted_at IS NULL)),
    (SELECT json_agg(voucher.name ORDER BY voucher.name) FROM responses_readiness judged
        CROSS JOIN jsonb_to_recordset(judged.report -> 'shares') AS share (community uuid, lower float, counts bool)
        JOIN communities_community voucher ON voucher.id = share.community
        WHERE judged.version_id = version.id AND share.counts AND share.lower >= (judged.report ->> 'line')::float),
    (SELECT json_agg(given ORDER BY hand) FROM ({WAY.replace("%s", "link.id")}) AS way)
FROM sharing_passon link
JOIN responses_adoption adoption ON adoption.id = link.adoption_id
JOIN communities_community community ON community.id = adoption.community_id
JOIN responses_version version ON version.id = adoption.version_id
JOIN responses_response answer ON answer.id = version.response_id
JOIN responses_version newest ON newest.id = answer.newest_id
WHERE link.code = %s
"""  # noqa: S608 (our own words)


@dataclass(frozen=True, slots=True)
class Landing:
    """What someone sees who opens a link."""

    id: uuid.UUID
    campaign_id: uuid.UUID
    code: str
    given_by_hand: int
    member_id: uuid.UUID | None
    community: str
    response_id: uuid.UUID
    language: str
    title: str
    summary: str
    words: str
    thing: str  # whose words these are, for who wants to report them
    thing_id: uuid.UUID
    has_ended: bool
    version_id: uuid.UUID
    number: int
    newest: int  # the number of the answer's newest version
    now_uses: uuid.UUID | None
    hidden_because: str | None
    challenges: int  # that nobody has decided yet; their words may be hidden, that they are there never is
    verdict: str  # what a jury said of these words: "unfit", "mend"; "met": corrected since by its authors
    sources: Sequence[tuple[int, str, str, str]]  # number, title, link, the first words that lie there
    languages: Sequence[str]  # into which somebody put the answer
    vouching: Sequence[str]
    way: Sequence[int]
    put: SaidIn | None = None  # whose words these are, where it is read in another language

    @property
    def hand(self) -> int:
        """Which hand the visitor is."""
        return self.given_by_hand + 1

    @property
    def paragraphs(self) -> list[list[tuple[str, int]]]:
        """The words, cut at the marks that point at a source."""
        return marked(self.words, len(self.sources))

    @property
    def is_over(self) -> bool:
        """Whether the community let the answer go and took nothing newer."""
        return self.has_ended and self.now_uses is None

    @property
    def has_moved_on(self) -> bool:
        """Whether the community says something newer."""
        return self.has_ended and self.now_uses is not None

    @property
    def is_outdated(self) -> bool:
        """Whether the community still says this, and its authors say something newer."""
        return not self.has_ended and self.number < self.newest

    @property
    def can_go_on(self) -> bool:
        """Whether a visitor may take it further."""
        return not self.is_over and self.hidden_because is None and (self.has_moved_on or not self.is_unfit)

    @property
    def is_unfit(self) -> bool:
        """Whether a jury said that no community should speak with these words."""
        return self.verdict == "unfit"


def landing_of(code: str) -> Landing:
    """Return what the page of the link with this code shows (a link is for whoever holds it)."""
    with connection.cursor() as cursor:
        cursor.execute(_LANDING, [code])
        row = cursor.fetchone()
    if row is None:
        not_here()
    sources, languages, vouching, way = (_list(stored) for stored in row[-4:])
    return Landing(*(*row[:-4], sources, languages, vouching, others(way)))


def landing_in(code: str, language: str, actor: Actor) -> Landing:
    """Return the page of a link in another language, as a member put the answer; without one, as it is."""
    found = landing_of(code)
    if language not in found.languages:
        return found
    put = said_in(Version.objects.select_related("response").get(pk=found.version_id), language, actor)
    said = put.variant
    return replace(found, language=language, title=said.subject, summary=said.summary, words=said.text, put=put)


def _list(stored: Any) -> list[Any]:
    found = json.loads(stored) if isinstance(stored, str) else stored  # Django leaves json to be read here
    return found or []
