"""A post names members of its community as anyone can type it; a name that goes is nowhere any more."""

from __future__ import annotations

import pytest
from tests.cast import Cast, player
from tests.integration.communities.threads import begun, said

from groundswell.communities.models import Mention, Post
from groundswell.communities.selectors.naming import offered
from groundswell.communities.selectors.threads import words_of
from groundswell.communities.services import edit_post, enter_community
from groundswell.kit.actor import machine
from groundswell.kit.errors import BadInput
from groundswell.people.services import change_profile
from groundswell.people.services.erasure import erase_member


def _named(post: Post) -> set[str]:
    return {one.member.display_name for one in Mention.objects.filter(post=post).select_related("member__person")}


def _in_ferry(cast: Cast, name: str):
    found = player(cast.campaign, name.replace(" ", "."))
    change_profile(member=found.member, name=name, actor=found.actor)
    enter_community(community=cast.ferry, actor=found.actor)
    return found


def test_a_name_after_an_at_names_whoever_has_it(cast: Cast, recorded) -> None:
    post = said(begun(cast), cast.cleo, "Ask @Ben, or @ben. Not me@cleo.example, not @Ada, not @Benedikt.")
    assert _named(post) == {"Ben"}  # Ada is not in Ferry Street
    assert words_of([post])[post.pk].startswith("Ask @Ben, or @Ben. Not me@cleo.example, not @Ada, not @Benedikt.")
    assert recorded()[-1] == "communities.post_written"


def test_the_longest_name_is_meant_and_a_first_name_where_only_one_has_it(cast: Cast) -> None:
    _in_ferry(cast, "Dora Finch")
    _in_ferry(cast, "Dora Finch-Low")
    _in_ferry(cast, "Silas Brook")
    thread = begun(cast)
    assert _named(said(thread, cast.cleo, "@Dora Finch-Low brings bread")) == {"Dora Finch-Low"}
    assert _named(said(thread, cast.cleo, "@dora finch brings bread")) == {"Dora Finch"}
    assert _named(said(thread, cast.cleo, "@Silas brings bread")) == {"Silas Brook"}
    assert _named(said(thread, cast.cleo, "@Dora brings bread")) == set()


def test_of_two_who_share_a_name_the_one_picked_is_meant_then_who_takes_part(cast: Cast) -> None:
    first, second = _in_ferry(cast, "Wim"), player(cast.campaign, "Wim2")
    change_profile(member=second.member, name="Wim", actor=second.actor)
    enter_community(community=cast.ferry, actor=second.actor)
    thread = begun(cast)
    ids = lambda post: set(Mention.objects.filter(post=post).values_list("member_id", flat=True))  # noqa: E731
    assert ids(said(thread, cast.cleo, "@Wim?", picked=[second.member.pk])) == {second.member.pk}
    said(thread, first, "Here.")
    assert ids(said(thread, cast.cleo, "@Wim!")) == {first.member.pk}


def test_nobody_types_another_into_a_text_by_a_key(cast: Cast) -> None:
    post = said(begun(cast), cast.cleo, f"@{{{cast.ben.member.pk}}}")
    assert _named(post) == set() and words_of([post])[post.pk] == f"@ {{{cast.ben.member.pk}}}"


def test_ten_are_named_at_most(cast: Cast) -> None:
    people = [_in_ferry(cast, f"Neighbour{chr(97 + number)}") for number in range(11)]
    thread = begun(cast)
    with pytest.raises(BadInput, match="at most 10"):
        said(thread, cast.cleo, " ".join(f"@{one.member.person.name}" for one in people))
    assert Mention.objects.count() == 0


def test_changing_a_post_changes_whom_it_names(cast: Cast) -> None:
    post = said(begun(cast), cast.cleo, "@Ben, bring jars.")
    edit_post(post=post, text="@Cleo brings jars.", actor=cast.cleo.actor)
    assert _named(post) == {"Cleo"}


def test_an_erased_name_is_nowhere(cast: Cast) -> None:
    gone = _in_ferry(cast, "Petra Quill")
    post = said(begun(cast), cast.cleo, "@Petra Quill has the key.")
    erase_member(member=gone.member, actor=machine(cast.campaign.pk))
    post.refresh_from_db()
    assert "Petra" not in post.text and words_of([post])[post.pk] == "@a former member has the key."


def test_a_few_who_may_be_meant_are_offered(cast: Cast) -> None:
    _in_ferry(cast, "Dora Finch")
    for words, names in (("do", ["Dora Finch"]), ("fi", ["Dora Finch"]), ("ada", []), ("", ["Ben", "Cleo", "Dora Finch"])):
        assert [one.display_name for one in offered(cast.ferry.pk, words)] == names
