"""What people write here can be reported and hidden, described and given back to them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from tests.cast import Cast
from tests.stages import WORDS, adopted, published, ready, started

from groundswell.communities import moderation
from groundswell.communities.services.reports import hide_thing, report_thing
from groundswell.people.export import everything
from groundswell.people.things import thing
from groundswell.responses.models import Rating
from groundswell.responses.services import adopt_version, rate_version

Ask = Callable[..., HttpResponse]


def test_a_version_is_looked_after_where_it_was_begun(cast: Cast, recorded: Callable[[], list[str]]) -> None:
    version = published(cast)
    report = report_thing(
        subject_type="responses.Version", subject_id=version.pk, reason="It names someone.", actor=cast.ben.actor
    )
    found = moderation.thing_at("responses.Version", version.pk, actor=cast.visitor)
    assert found is not None and (found.title, found.args) == (WORDS.title, (version.response_id, 1))
    assert report.community is None and recorded()[-1:] == ["communities.thing_reported"]


def test_a_reason_is_hidden_and_nobody_learns_whose_it_was(cast: Cast, ask: Ask) -> None:
    version = published(cast)
    rating = rate_version(version=version, value="no", reason="You are all fools.", actor=cast.ben.actor)
    assert "all fools" in ask(f"{version.response_id}/", "ada").content.decode()
    found = moderation.thing_at("responses.Rating", rating.pk, actor=cast.ada.actor)
    assert found is not None and found.written_by is None
    assert moderation.thing_at("responses.Rating", rating.pk, actor=cast.visitor) is None
    hide_thing(subject_type="responses.Rating", subject_id=rating.pk, reason="Unkind.", actor=cast.ada.actor)
    assert "all fools" not in ask(f"{version.response_id}/", "cleo").content.decode()
    assert Rating.objects.get().value == "no"


def test_own_words_are_looked_after_by_the_communitys_own_hosts(cast: Cast, ask: Ask) -> None:
    version = ready(cast)
    own = adopt_version(version=version, community=cast.ferry, words="Come and shout.", actor=cast.ben.actor)
    hide_thing(subject_type="responses.Adoption", subject_id=own.pk, reason="We do not shout.", actor=cast.ben.actor)
    page = ask(f"{version.response_id}/").content.decode()
    assert "Come and shout." not in page and "We do not shout." in page and WORDS.summary in page


def test_an_answer_is_called_by_its_title_where_roles_are_listed(cast: Cast) -> None:
    version, draft = published(cast), started(cast)
    found = thing(cast.campaign, cast.cleo.actor, "response", version.response_id)
    assert found is not None and (found.name, found.href) == (WORDS.title, f"/ellery/answers/{version.response_id}/")
    mine = thing(cast.campaign, cast.cleo.actor, "response", draft.pk)
    assert mine is not None and mine.name == WORDS.title
    assert thing(cast.campaign, cast.ben.actor, "response", draft.pk) is None


def test_members_get_back_what_they_wrote(cast: Cast) -> None:
    adoption = adopted(cast)
    rate_version(version=adoption.version, value="partly", reason="Say the hour.", actor=cast.ada.actor)
    assert cast.ada.member and cast.ben.member and cast.cleo.member
    cleo, ben, ada = (everything(one)["answers"] for one in (cast.cleo.member, cast.ben.member, cast.ada.member))
    assert [one["title"] for one in cleo["published"]] == [WORDS.title] and cleo["writing"][0]["body"] == WORDS.body
    assert [one["community__name"] for one in ben["adopted"]] == ["Ferry Street"]
    assert [(one["value"], one["reason"]) for one in ada["ratings"]] == [("partly", "Say the hour.")]
