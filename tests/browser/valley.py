"""Where the pages of the demo's campaign are; the demo holds every kind of thing in every state that matters."""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.campaigns.models import Campaign
from groundswell.campaigns.selectors import campaign_at
from groundswell.communities.models import Community, Poll
from groundswell.kit.db import scope
from groundswell.ops.demo import fill
from groundswell.people.models import Account
from groundswell.responses.models import Adoption, Response
from groundswell.sharing.models import PassOn
from groundswell.strategy.models import LedgerEntry, Tactic
from groundswell.wire.models import Story


@dataclass(frozen=True)
class Valley:
    """The demo's campaign and addresses in it."""

    campaign: Campaign
    community: str
    story: str
    answer: str
    needy_answer: str
    draft: str
    own_link: str
    landing: str
    tactic: str
    entry: str
    unanswered: str
    report: str
    thread: str

    def account(self, name: str) -> Account:
        """Return the account of one of the demo's people."""
        return Account.objects.get(email=f"{name.lower()}@orle.example")


def settle() -> Valley:
    """Make the demo for real and find its pages."""
    fill()
    campaign = campaign_at("orle")
    assert campaign is not None
    with scope(campaign.pk):
        adoption = Adoption.objects.select_related("version__response", "community").get(community__name="Lower Mill Lane")
        response = adoption.version.response
        published = Response.objects.filter(versions__isnull=False)
        needy = published.get(newest__title="A wound does not wait for Monday")
        draft = Response.objects.get(versions=None)
        chain = PassOn.objects.order_by("hand", "pk")
        unanswered = Story.objects.filter(responses=None).order_by("pk")[0]
        return Valley(
            campaign,
            f"/orle/communities/{Community.objects.get(pk=adoption.community_id).slug}/",
            f"/orle/wire/{response.story_id}/",
            f"/orle/answers/{response.pk}/",
            f"/orle/answers/{needy.pk}/",
            f"/orle/answers/{draft.pk}/",
            f"/orle/p/{chain[0].code}/yours",
            f"/orle/p/{chain.reverse()[0].code}",
            f"/orle/strategy/tactics/{Tactic.objects.order_by('pk')[0].pk}/",
            f"/orle/strategy/ledger/{LedgerEntry.objects.order_by('-pk')[0].pk}/",
            f"/orle/wire/{unanswered.pk}/",
            f"/orle/communities/report/responses.Version/{adoption.version_id}/",
            f"/orle/communities/threads/{Poll.objects.get().post.thread_id}/",
        )
