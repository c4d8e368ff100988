"""One changes and takes back what one wrote oneself: marked, with what it said before, and with an undo for a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cast import Cast
from tests.integration.communities.threads import begun, read, said

from groundswell.communities.limits import REGRET
from groundswell.communities.models import Post
from groundswell.communities.selectors.threads import earlier_texts
from groundswell.communities.services import delete_post, edit_post, hide_thing, restore_post
from groundswell.communities.services.sweeping import forget_taken_back
from groundswell.kit import clock
from groundswell.kit.actor import machine
from groundswell.kit.errors import NotHere, Refused


def test_a_changed_post_is_marked_and_keeps_what_it_said(cast: Cast, recorded) -> None:
    post = said(begun(cast), cast.cleo, "I have six.")
    edit_post(post=post, text="I have seven.", actor=cast.cleo.actor)
    post.refresh_from_db()
    assert post.edited_at and post.text == "I have seven."
    assert [one.text for one in earlier_texts(post)] == ["I have six."]
    edit_post(post=post, text="I have seven.", actor=cast.cleo.actor)  # sent twice
    assert len(earlier_texts(post)) == 1 and recorded()[-2:] == ["communities.post_written", "communities.post_changed"]


def test_nobody_changes_or_takes_back_what_others_wrote(cast: Cast, recorded) -> None:
    post = said(begun(cast), cast.cleo)
    before = recorded()
    for deed in (delete_post, restore_post):
        with pytest.raises(NotHere):
            deed(post=post, actor=cast.ben.actor)
    with pytest.raises(NotHere):
        edit_post(post=post, text="No.", actor=cast.ben.actor)
    assert recorded() == before


def test_what_is_taken_back_leaves_a_mark_and_comes_back_for_a_day(cast: Cast, recorded) -> None:
    thread = begun(cast)
    post = said(thread, cast.cleo, "In anger.")
    delete_post(post=post, actor=cast.cleo.actor)
    delete_post(post=post, actor=cast.cleo.actor)
    (_first, mark) = read(thread, cast.ben).shown
    assert mark.row.deleted_at and mark.paragraphs == []
    with pytest.raises(NotHere):
        edit_post(post=post, text="Other.", actor=cast.cleo.actor)
    restore_post(post=post, actor=cast.cleo.actor)
    assert read(thread, cast.ben).shown[1].paragraphs
    assert recorded()[-2:] == ["communities.post_deleted", "communities.post_restored"]


def test_after_a_day_its_words_are_gone(cast: Cast, recorded) -> None:
    post = said(begun(cast), cast.cleo, "In anger.")
    edit_post(post=post, text="In great anger.", actor=cast.cleo.actor)
    delete_post(post=post, actor=cast.cleo.actor)
    assert forget_taken_back(actor=machine(cast.campaign.pk)) == 0
    with clock.at(clock.now() + REGRET + timedelta(minutes=1)):
        assert forget_taken_back(actor=machine(cast.campaign.pk)) == 1
        assert forget_taken_back(actor=machine(cast.campaign.pk)) == 0
        with pytest.raises(Refused, match="gone"):
            restore_post(post=post, actor=cast.cleo.actor)
    post.refresh_from_db()
    assert post.text == "" and post.earlier.count() == 0 and Post.objects.filter(pk=post.pk).exists()
    assert recorded()[-1] == "communities.post_deleted"


def test_what_a_host_hid_is_covered_with_the_reason(cast: Cast, recorded) -> None:
    thread = begun(cast)
    post = said(thread, cast.cleo, "A cruel thing about Ben.")
    answer = said(thread, cast.ben, "Enough.", answers=post)
    edit_post(post=post, text="A crueller thing.", actor=cast.cleo.actor)
    about = {"subject_type": "communities.Post", "subject_id": post.pk}
    hide_thing(**about, reason="It is cruel.", actor=cast.ben.actor)
    shown = {one.row.pk: one for one in read(thread, cast.ada).shown}
    assert shown[post.pk].hiding.reason == "It is cruel." and shown[answer.pk].answers == ""
    assert earlier_texts(post) == [] and recorded()[-1] == "communities.thing_hidden"
    with pytest.raises(NotHere):  # stewards look after what has no host
        hide_thing(**about, reason="Me too.", actor=cast.ada.actor)
