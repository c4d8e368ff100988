"""Changes what members say of themselves."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from groundswell.kit.actor import Actor
from groundswell.kit.errors import BadInput, allow
from groundswell.kit.text import paragraphs, plain
from groundswell.people.events import ProfileChanged
from groundswell.people.models import Knows, Member
from groundswell.people.policies import can_change_profile
from groundswell.pulse.log import record

SUBJECTS = 5


def change_profile(
    *, member: Member, name: str, place: str = "", why: str = "", knows: Sequence[str] = (), language: str = "", actor: Actor
) -> Member:
    """Write what a member says of themselves."""
    allow(can_change_profile(actor, member))
    member = Member.objects.select_for_update(of=("self",)).select_related("person").get(pk=member.pk)
    name = plain(name, limit=80)
    if not name:
        raise BadInput(_("Tell us what to call you."), field="name")
    if language and language not in dict(settings.LANGUAGES):
        raise BadInput(_("This language is not spoken here yet."), field="language")
    member.person.name, member.person.place = name, plain(place, limit=80)
    member.person.save(update_fields=["name", "place"])
    member.why, member.language = paragraphs(why, limit=500), language
    member.save(update_fields=["why", "language"])
    subjects = write_subjects(member=member, knows=knows)
    record(ProfileChanged(subjects=subjects), actor=actor, subject=member)
    return member


def write_subjects(*, member: Member, knows: Sequence[str]) -> int:
    """Let the member know about these subjects and no others, up to five; returns how many there are."""
    wanted = dict.fromkeys(subject for raw in knows if (subject := plain(raw, limit=60).lower()))
    wanted = dict.fromkeys(list(wanted)[:SUBJECTS])
    had = {one.subject: one for one in Knows.objects.filter(member=member)}
    Knows.objects.filter(pk__in=[one.pk for subject, one in had.items() if subject not in wanted]).delete()
    fresh = [Knows(campaign_id=member.campaign_id, member=member, subject=one) for one in wanted if one not in had]
    Knows.objects.bulk_create(fresh)
    return len(wanted)
