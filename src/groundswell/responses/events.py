"""What can happen to answers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from groundswell.pulse.kinds import Event, kind
from groundswell.responses import draft_events as draft_events
from groundswell.responses import set_apart_events as set_apart_events

# Drafts are their authors' own business, so what happens to them is told to nobody: the audience is the machine.


@kind("responses.response_started", summary="Someone began to write an answer.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class ResponseStarted(Event):
    """A working copy exists; nobody but its authors sees it."""

    story: uuid.UUID | None


@kind("responses.version_forked", summary="Someone began an answer from another one's words.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class VersionForked(Event):
    """A working copy exists that holds the words of a published version; the credit goes with it."""

    story: uuid.UUID | None
    version: uuid.UUID


@kind("responses.version_published", summary="An answer was published.", link="responses:answer", audience="public")
@dataclass(frozen=True, slots=True)
class VersionPublished(Event):
    """A version exists and will never change."""

    response: uuid.UUID
    story: uuid.UUID | None
    number: int
    content_hash: str


@kind("responses.version_rated", summary="A member rated an answer.", link="responses:answer", audience="members")
@dataclass(frozen=True, slots=True)
class VersionRated(Event):
    """A member said what they think, or changed their mind. What they said stays out of a log that is never rewritten."""

    response: uuid.UUID
    story: uuid.UUID | None


@kind("responses.version_became_ready", summary="An answer became ready.", link="responses:answer", audience="public")
@dataclass(frozen=True, slots=True)
class VersionBecameReady(Event):
    """Communities that count agree on a version."""

    response: uuid.UUID
    story: uuid.UUID | None
    score: float


@kind("responses.version_fell_short", summary="An answer is no longer ready.", link="responses:answer", audience="public")
@dataclass(frozen=True, slots=True)
class VersionFellShort(Event):
    """A version that was ready no longer reaches the line."""

    response: uuid.UUID
    story: uuid.UUID | None
    score: float


@kind("responses.version_adopted", summary="A community adopted an answer.", link="responses:answer", audience="public")
@dataclass(frozen=True, slots=True)
class VersionAdopted(Event):
    """A community takes a version; ``instead_of`` is the adoption of an earlier version that it ends."""

    response: uuid.UUID
    story: uuid.UUID | None
    version: uuid.UUID
    community: uuid.UUID
    in_own_words: bool
    instead_of: uuid.UUID | None


@kind("responses.adoption_ended", summary="A community no longer uses an answer.", link="responses:answer", audience="public")
@dataclass(frozen=True, slots=True)
class AdoptionEnded(Event):
    """A community let an answer go; its links still say what they said."""

    response: uuid.UUID
    story: uuid.UUID | None
    version: uuid.UUID
    community: uuid.UUID


@kind(
    "responses.variant_written",
    summary="A member put an answer into words for one channel.",
    link="responses:answer",
    audience="public",
)
@dataclass(frozen=True, slots=True)
class VariantWritten(Event):
    """Words for a text message, a post, a door or the like hang on a version."""

    response: uuid.UUID
    story: uuid.UUID | None
    version: uuid.UUID
    channel: str


@kind(
    "responses.variant_changed",
    summary="A member changed their words for one channel.",
    link="responses:answer",
    audience="public",
)
@dataclass(frozen=True, slots=True)
class VariantChanged(Event):
    """The words of a variant are others now; ``version`` is the one it hangs on since."""

    response: uuid.UUID
    story: uuid.UUID | None
    version: uuid.UUID
    channel: str


@kind("responses.version_challenged", summary="A member challenged an answer.", link="responses:answer", audience="public")
@dataclass(frozen=True, slots=True)
class VersionChallenged(Event):
    """Somebody says in public what is wrong with a version."""

    response: uuid.UUID
    story: uuid.UUID | None
    version: uuid.UUID


@kind(
    "responses.challenge_answered",
    summary="The authors of an answer replied to a challenge.",
    link="responses:answer",
    audience="public",
)
@dataclass(frozen=True, slots=True)
class ChallengeAnswered(Event):
    """What its authors say to a challenge stands beside it."""

    response: uuid.UUID
    story: uuid.UUID | None
    version: uuid.UUID


@kind(
    "responses.challenge_settled", summary="A challenge to an answer was settled.", link="responses:answer", audience="public"
)
@dataclass(frozen=True, slots=True)
class ChallengeSettled(Event):
    """Taken back by who raised it, or met by a newer version."""

    response: uuid.UUID
    story: uuid.UUID | None
    version: uuid.UUID


@kind(
    "responses.challenge_referred",
    summary="A jury looks at a challenge, or no longer does.",
    link="responses:answer",
    audience="public",
)
@dataclass(frozen=True, slots=True)
class ChallengeReferred(Event):
    """While a jury looks at a challenge, neither side settles it; ``sits`` is false when it ended without a verdict."""

    response: uuid.UUID
    story: uuid.UUID | None
    version: uuid.UUID
    sits: bool


@kind("responses.challenge_judged", summary="A jury's verdict was put into effect.", link="responses:answer", audience="public")
@dataclass(frozen=True, slots=True)
class ChallengeJudged(Event):
    """What a jury said binds: the challenge is settled, and the version stands, is marked, or cannot be ready."""

    response: uuid.UUID
    story: uuid.UUID | None
    challenge: uuid.UUID
    verdict: str


@kind(
    "responses.version_taken_down",
    summary="A steward took down an answer as against the law.",
    link="responses:answer",
    audience="public",
)
@dataclass(frozen=True, slots=True)
class VersionTakenDown(Event):
    """A version is covered at once; the challenge that says why goes to a jury by itself."""

    response: uuid.UUID
    story: uuid.UUID | None
    challenge: uuid.UUID


@kind(
    "responses.take_down_lifted",
    summary="An answer that was taken down is shown again: no jury found that it breaks the law.",
    link="responses:answer",
    audience="public",
)
@dataclass(frozen=True, slots=True)
class TakeDownLifted(Event):
    """No jury could be drawn in time, or too few of it answered: then what was taken down is not kept from anybody."""

    response: uuid.UUID
    story: uuid.UUID | None
    challenge: uuid.UUID


@kind("responses.question_asked", summary="A member wrote down what people ask.", link="responses:question", audience="public")
@dataclass(frozen=True, slots=True)
class QuestionAsked(Event):
    """A question stands where answers begin."""


@kind(
    "responses.letter_written",
    summary="Someone wrote to the authors of an answer, or they wrote back.",
    link="",
    audience="machine",
)
@dataclass(frozen=True, slots=True)
class LetterWritten(Event):
    """A letter waits for whom it is for; what it says stays between them."""

    response: uuid.UUID
    correspondence: uuid.UUID
    from_authors: bool


@kind("responses.merge_proposed", summary="A member proposed words to an answer's writers.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class MergeProposed(Event):
    """What somebody would see in an answer waits for its writers; nobody else sees it."""

    response: uuid.UUID
    source: uuid.UUID | None


@kind("responses.proposal_taken", summary="The writers of an answer took proposed words.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class ProposalTaken(Event):
    """The words stand in the working copy now, and in the next version; on one's own answer at once."""

    response: uuid.UUID
    source: uuid.UUID | None


@kind("responses.proposal_declined", summary="The writers of an answer declined proposed words.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class ProposalDeclined(Event):
    """The writers said why not."""

    response: uuid.UUID
    source: uuid.UUID | None


@kind(
    "responses.version_merged",
    summary="A version was published that joins two answers.",
    link="responses:answer",
    audience="public",
)
@dataclass(frozen=True, slots=True)
class VersionMerged(Event):
    """A version has a second parent, ``source``; who found either helpful is asked again."""

    response: uuid.UUID
    story: uuid.UUID | None
    source: uuid.UUID


@kind("responses.links_let_through", summary="Links in an answer were looked at.", link="responses:answer", audience="public")
@dataclass(frozen=True, slots=True)
class LinksLetThrough(Event):
    """Those who look after it let the links of somebody new be followed."""

    response: uuid.UUID


@kind("responses.post_taken_up", summary="An answer began from a post.", link="", audience="machine")
@dataclass(frozen=True, slots=True)
class PostTakenUp(Event):
    """What somebody wrote in a thread is the start of an answer; the credit stays with it."""

    response: uuid.UUID
