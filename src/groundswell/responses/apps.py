"""The responses room as a Django app."""

from django.apps import AppConfig


class ResponsesConfig(AppConfig):
    """Responses (in the interface: answers): versions, ratings, readiness, adoption."""

    name = "groundswell.responses"
    label = "responses"

    def ready(self) -> None:
        """Listen to the pulse, fill the slots of lower rooms, tell them what is written here."""
        from django.utils.translation import gettext_lazy as _

        from groundswell.communities import moderation
        from groundswell.kit import live, slots
        from groundswell.people import export, things
        from groundswell.pulse import consumers
        from groundswell.responses import moves, tasks
        from groundswell.responses.selectors import from_posts, looked_after
        from groundswell.responses.selectors import slots as fillings
        from groundswell.responses.selectors.kept import kept_about

        consumers.register(
            "responses.readiness",
            kinds={
                "responses.version_published",
                "responses.version_rated",
                "responses.challenge_judged",
                "responses.take_down_lifted",
            },
            handle=tasks.update_readiness,
            once_for=lambda row: row.subject_id,
        )
        consumers.register("responses.forgetting", kinds={"people.member_erased"}, handle=tasks.forget_member)
        slots.register("wire.story.answers", select=fillings.answers_of_story, template="responses/_of_story.html")
        slots.register("wire.stories.answers", select=fillings.answers_of_stories)
        slots.register("home_aside", select=fillings.voice_missing, template="responses/_voice_missing.html")
        slots.register("home_aside", select=fillings.challenges_for_stewards, template="responses/_open_challenges.html")
        slots.register("wire.story.marks", select=fillings.marks_of_story)
        slots.register(
            "communities.community.adopted", select=fillings.adopted_by_community, template="responses/_of_community.html"
        )
        slots.register("people.me", select=fillings.work_of_mine, template="responses/_of_me.html")
        slots.register("communities.members.earned", select=fillings.earned_by_members)
        slots.register("communities.reports", select=fillings.ratings_together, template="responses/_came_together.html")
        slots.register("communities.post.deeds", select=from_posts.way_on, template="responses/_from_post.html")
        slots.register("communities.likeness", select=from_posts.answers_in_common)
        slots.register(
            "strategy.pillar.served", select=fillings.answers_for_pillar, template="responses/_of_pillar.html", alike=True
        )
        live.register(*moves.OF_AN_ANSWER, rooms=moves.answer_room)
        live.register(*moves.OF_A_STORY, rooms=moves.answer_and_story_rooms)
        live.register(*moves.OF_A_DRAFT, rooms=moves.draft_rooms)
        moderation.register("responses.Version", looked_after.versions, words=_("an answer"))
        moderation.register("responses.Rating", looked_after.ratings, words=_("a reason given with a rating"))
        moderation.register("responses.Adoption", looked_after.adoptions, words=_("an answer in a community's own words"))
        moderation.register("responses.Variant", looked_after.variants, words=_("words for one channel"))
        moderation.register("responses.Challenge", looked_after.challenges, words=_("a challenge to an answer"))
        moderation.register("responses.Question", looked_after.questions, words=_("a question people ask"))
        moderation.register("responses.Letter", looked_after.letters, words=_("a letter to the authors of an answer"))
        moderation.register("responses.WorkingCopy", looked_after.drafts, words=_("a draft that members read along"))
        things.register("response", looked_after.answers)
        export.register("answers", kept_about)
