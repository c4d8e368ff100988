"""Puts versions into words for one channel or into another language; each is credited to its writer."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.communities.selectors import hidden
from groundswell.kit.actor import Actor
from groundswell.kit.clock import now
from groundswell.kit.errors import BadInput, Refused, allow
from groundswell.kit.languages import is_language
from groundswell.kit.limits import Limit, spend
from groundswell.kit.text import line, passage
from groundswell.pulse.kinds import Event
from groundswell.pulse.log import record
from groundswell.responses.events import VariantChanged, VariantWritten
from groundswell.responses.measures import POST, SMS_MOST, SPEECH_MOST, measured
from groundswell.responses.models import Variant, Version
from groundswell.responses.policies import can_change_variant, can_write_variant

TEXT, SUBJECT, SUMMARY = 8000, 120, 240
VARIANTS = Limit("write a variant", times=60, seconds=3600)


@transaction.atomic
def write_variant(
    *, version: Version, channel: str, text: str, subject: str = "", summary: str = "", language: str = "", actor: Actor
) -> Variant:
    """Add words for a channel or in another language to a version; sending them twice adds them once.

    A member has one text a channel and language there; ``language`` is left out where it is the answer's own.
    """
    allow(can_write_variant(actor, version))
    language = _other_language(channel, language, version.response.language)
    subject, summary, text = _fitting(channel, subject, summary, text, language or version.response.language)
    if hidden([version.pk]):
        raise Refused(_("This version was hidden by those who look after it, so nothing is added to it."))
    spend(VARIANTS, str(actor.member_id))
    variant = Variant(
        campaign_id=version.campaign_id,
        version=version,
        channel=channel,
        language=language,
        subject=subject,
        summary=summary,
        text=text,
        written_by_id=actor.member_id,
        written_at=now(),
        changed_at=now(),
    )
    try:
        with transaction.atomic():
            variant.save(force_insert=True)
    except IntegrityError:
        own = Variant.objects.get(version=version, channel=channel, language=language, written_by_id=actor.member_id)
        return change_variant(variant=own, version=version, text=text, subject=subject, summary=summary, actor=actor)
    record(_told(VariantWritten, variant), actor=actor, subject=variant)
    return variant


@transaction.atomic
def change_variant(
    *, variant: Variant, version: Version, text: str, subject: str = "", summary: str = "", actor: Actor
) -> Variant:
    """Change one's own words, and let them hang on ``version``: the one its writer had before them."""
    allow(can_change_variant(actor, variant) and version.response_id == variant.version.response_id)
    language = variant.language or version.response.language
    subject, summary, text = _fitting(variant.channel, subject, summary, text, language)
    variant = Variant.objects.select_for_update(of=("self",)).select_related("version__response").get(pk=variant.pk)
    if (variant.version_id, variant.subject, variant.summary, variant.text) == (version.pk, subject, summary, text):
        return variant
    others = Variant.objects.filter(version=version, channel=variant.channel, written_by_id=variant.written_by_id)
    if others.filter(language=variant.language).exclude(pk=variant.pk).exists():
        raise Refused(_("You have words for this channel at the newer version already. Change those."))
    variant.version, variant.subject, variant.summary, variant.text = version, subject, summary, text
    variant.changed_at = now()
    variant.save(update_fields=["version", "subject", "summary", "text", "changed_at"])
    record(_told(VariantChanged, variant), actor=actor, subject=variant)
    return variant


def _told(event: type[VariantWritten] | type[VariantChanged], variant: Variant) -> Event:
    response = variant.version.response
    return event(response=response.pk, story=response.story_id, version=variant.version_id, channel=variant.channel)


def _other_language(channel: str, language: str, own: str) -> str:
    """Return the language words are in, nothing for the answer's own; the whole answer is said in another one."""
    if language and not is_language(language):
        raise BadInput(_("Choose one of the languages."), field="language")
    if channel == Variant.Channel.WHOLE and language in ("", own):
        raise BadInput(_("Choose a language that the answer is not written in."), field="language")
    return "" if language == own else language


def _fitting(channel: str, subject: str, summary: str, text: str, language: str) -> tuple[str, str, str]:
    """Return subject, sentence and text as they may be kept; refuse, in words, what would not arrive."""
    if channel not in Variant.Channel.values:
        raise BadInput(_("Choose one of the channels."), field="channel")
    is_whole = channel == Variant.Channel.WHOLE
    # What has a title and a sentence may be short: the text may be left out as the answer itself leaves it out.
    text = passage(text, limit=TEXT, field="text", empty="" if is_whole else _("Write the words first."))
    needs: dict[str, str] = {
        Variant.Channel.EMAIL: _("Give the e-mail a subject."),
        Variant.Channel.WHOLE: _("Give the answer a title."),
    }
    subject = line(subject, limit=SUBJECT, field="subject", empty=needs[channel]) if channel in needs else ""
    says = _("Say the answer in one sentence.")
    summary = line(summary, limit=SUMMARY, field="summary", empty=says) if is_whole else ""
    if measured(channel, text, language).get("over"):
        raise BadInput(_too_long(channel), field="text")
    return subject, summary, text


def _too_long(channel: str) -> str:
    if channel == Variant.Channel.SMS:
        return _("This takes more than %(num)d text messages. Shorten it.") % {"num": SMS_MOST}
    if channel == Variant.Channel.POST:
        return _("A short post has at most %(num)d characters. Shorten it.") % {"num": POST}
    return _("This takes longer than %(num)d seconds to say. Shorten it.") % {"num": SPEECH_MOST}
