"""Addresses of answers."""

from __future__ import annotations

from django.urls import path

from groundswell.responses.views import (
    adopting,
    asking,
    challenging,
    corresponding,
    publishing,
    rating,
    reading,
    saying,
    taking,
    writing,
)

app_name = "responses"
VERSION = "<uuid:response>/versions/<int:number>/"
urlpatterns = [
    path("", reading.answers, name="answers"),
    path("ready/", reading.answers, {"show": "ready"}, name="ready_answers"),
    path("adopted/", reading.answers, {"show": "adopted"}, name="adopted_answers"),
    path("all/", reading.answers, {"show": "all"}, name="all_answers"),
    path("drafts/", reading.drafts, name="drafts"),
    path("how-readiness-works/", reading.method, name="method"),
    path("challenges/", challenging.challenges, name="challenges"),
    path("challenges/<uuid:challenge>/", challenging.challenge, name="challenge"),
    path("challenges/<uuid:challenge>/answer/", challenging.answer_challenge, name="answer_challenge"),
    path("challenges/<uuid:challenge>/settle/", challenging.settle_challenge, name="settle_challenge"),
    path("questions/", asking.questions, name="questions"),
    path("questions/ask/", asking.ask_question, name="ask_question"),
    path("questions/<uuid:question>/", asking.question, name="question"),
    path("questions/<uuid:question>/start/", writing.start_from_question, name="start_from_question"),
    path("start/<uuid:story>/", writing.start, name="start"),
    path("<uuid:response>/", reading.answer, name="answer"),
    path("<uuid:response>/edit/", writing.edit, name="edit"),
    path("<uuid:response>/lineage/", reading.lineage, name="lineage"),
    path("<uuid:response>/authors/", writing.authors, name="authors"),
    path("<uuid:response>/authors/invite/", writing.invite_author, name="invite_author"),
    path("<uuid:response>/letters/", corresponding.letters, name="letters"),
    path("<uuid:response>/letters/write/", corresponding.write_letter, name="write_letter"),
    path("letters/<uuid:correspondence>/", corresponding.correspondence, name="correspondence"),
    path("letters/<uuid:correspondence>/answer/", corresponding.answer_letter, name="answer_letter"),
    path("<uuid:response>/publish/", publishing.publish_version, name="publish_version"),
    path(VERSION, reading.version, name="version"),
    path(f"{VERSION}ratings/", reading.ratings, name="ratings"),
    path(f"{VERSION}readiness/", reading.readiness, name="readiness"),
    path(f"{VERSION}history/", reading.history, name="history"),
    path(f"{VERSION}answer.pdf", taking.paper, name="paper"),
    path(f"{VERSION}preview.png", taking.preview, name="preview"),
    path(f"{VERSION}fork/", writing.fork_version, name="fork_version"),
    path(f"{VERSION}rate/", rating.rate_version, name="rate_version"),
    path(f"{VERSION}adopt/", adopting.adopt_version, name="adopt_version"),
    path(f"{VERSION}challenge/", challenging.challenge_version, name="challenge_version"),
    path(f"{VERSION}words/<slug:channel>/", saying.variants, name="variants"),
    path(f"{VERSION}words/<slug:channel>/write/", saying.write_variant, name="write_variant"),
    path("words/<uuid:variant>/change/", saying.change_variant, name="change_variant"),
    path("compare/<uuid:before>/<uuid:after>/", reading.compare, name="compare"),
    path("adoptions/<uuid:adoption>/end/", adopting.end_adoption, name="end_adoption"),
    path("of-story/<uuid:story>/", reading.of_story, name="of_story"),
]
