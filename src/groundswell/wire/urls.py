"""Addresses of the wire room."""

from __future__ import annotations

from django.urls import path

from groundswell.wire.views import ground, hands, pasting, search, sources, stories, touches

app_name = "wire"
urlpatterns = [
    path("", stories.wire, name="wire"),
    path("search/", search.search, name="search"),
    path("search/save/", search.save_search, name="save_search"),
    path("search/kept/<uuid:saved>/forget/", search.forget_search, name="forget_search"),
    path("search/export.csv", search.export_search, {"form": "csv"}, name="export_csv"),
    path("search/export.jsonl", search.export_search, {"form": "jsonl"}, name="export_jsonl"),
    path("feed.atom", search.feed, {"form": "atom"}, name="feed_atom"),
    path("feed.json", search.feed, {"form": "json"}, name="feed_json"),
    path("ground/", ground.ground, name="ground"),
    path("ground/new/", ground.report_ground, name="report_ground"),
    path("ground/<uuid:report>/", ground.ground_report, name="ground_report"),
    path("ground/<uuid:report>/photo/", ground.photo, name="photo"),
    path("ground/<uuid:report>/confirm/", ground.confirm_report, name="confirm_report"),
    path("ground/<uuid:report>/unconfirm/", ground.unconfirm_report, name="unconfirm_report"),
    path("<uuid:story>/", stories.story, name="story"),
    path("<uuid:story>/history/", hands.story_history, name="story_history"),
    path("<uuid:story>/order/", hands.order_story, name="order_story"),
    path("<uuid:story>/name/", hands.name_story, name="name_story"),
    path("<uuid:story>/merge/", hands.merge_stories, name="merge_stories"),
    path("<uuid:story>/take-out/", hands.take_out, name="take_out"),
    path("<uuid:story>/touches/", touches.say_touches, name="say_touches"),
    path("changes/<uuid:change>/undo/", hands.undo_change, name="undo_change"),
    path("<uuid:story>/pair/", pasting.pair_stories, name="pair_stories"),
    path("<uuid:story>/part/<uuid:other>/", pasting.part_stories, name="part_stories"),
    path("paste/", pasting.paste_link, name="paste_link"),
    path("paste/<uuid:link>/", pasting.pasted, name="pasted"),
    path("rules/", sources.rules, name="rules"),
    path("sources/", sources.sources, name="sources"),
    path("sources/add/", sources.add_source, name="add_source"),
    path("sources/import/", sources.import_sources, name="import_sources"),
    path("sources/list.opml", sources.sources_list, name="sources_list"),
    path("sources/<uuid:source>/", sources.source, name="source"),
    path("sources/<uuid:source>/change/", sources.change_source, name="change_source"),
    path("sources/<uuid:source>/feeds/", sources.add_feed, name="add_feed"),
    path("sources/<uuid:source>/read/", sources.read_source, name="read_source"),
    path("sources/<uuid:source>/remove/", sources.remove_source, name="remove_source"),
]
