"""The floor that our pages are measured against: Starlette and psycopg alone, doing the same reads, writes and markup.

It reads and writes the same tables under the same role and the same row-level security, renders the same amount of
HTML with Jinja2, and does nothing else: no forms, no policies, no translation, no content security policy.
"""

from __future__ import annotations

import os
import uuid
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import jinja2
import psycopg
from psycopg_pool import AsyncConnectionPool
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

PAGE = jinja2.Environment(autoescape=True, trim_blocks=True).from_string(
    """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
<link rel="stylesheet" href="/static/app.css"><script defer src="/static/app.js"></script></head><body>
<header><a href="/{{ slug }}/">{{ name }}</a><nav>
{% for room in rooms %}<a href="/{{ slug }}/{{ room }}/">{{ room }}</a>{% endfor %}</nav></header>
<div>{% for pillar in pillars %}<b>{{ pillar[0] }}</b>{% endfor %}</div><main><h1>{{ title }}</h1>
{% for item in items %}<article class="item"><h3><a rel="noopener" href="{{ item[2] }}">{{ item[0] }}</a></h3>
<p>{{ item[1] }}</p><p class="small quiet"><span>{{ item[4] }}</span>
<time datetime="{{ item[3].isoformat() }}">{{ item[3] }}</time></p>
</article>{% endfor %}
{% for answer in answers %}<article><h3><a href="/{{ slug }}/answers/{{ answer[0] }}/">{{ answer[1] }}</a></h3>
<p>{{ answer[2] }}</p>{% if answer[3] %}<b>ready</b>{% endif %}</article>{% endfor %}</main>
<footer>{{ responsible }}</footer></body></html>"""
)
LANDING = jinja2.Environment(autoescape=True, trim_blocks=True).from_string(
    """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
<link rel="stylesheet" href="/static/app.css"></head><body><main><p>{{ community }}</p><h1>{{ title }}</h1><p>{{ summary }}</p>
<div>{{ words }}</div><ul>{% for source in sources %}<li><a href="{{ source[1] }}">{{ source[0] }}</a></li>{% endfor %}</ul>
<form method="post" action="/pass-on"><button>Pass it on</button></form><p>{{ hand }}</p></main>
<footer>{{ responsible }}</footer></body></html>"""
)
ENTER = """SELECT set_config('app.campaign_id', id::text, true), id, slug, name, responsible
FROM campaigns_campaign WHERE slug = %s"""
ROOMS = ("wire", "answers", "communities", "strategy")
pool: AsyncConnectionPool[psycopg.AsyncConnection[Any]]


async def _enter(connection: psycopg.AsyncConnection[Any], slug: str) -> Any:
    return await (await connection.execute(ENTER, [slug])).fetchone()


async def _all(connection: psycopg.AsyncConnection[Any], sql: str, values: list[Any]) -> list[Any]:
    return await (await connection.execute(sql, values)).fetchall()


async def story(request: Request) -> Response:
    """A story page: campaign, pillars, story, items with their outlets, answers with their readiness."""
    story_id = request.path_params["story"]
    async with pool.connection() as connection, connection.transaction():
        campaign = await _enter(connection, request.path_params["slug"])
        pillars = await _all(connection, "SELECT title, ratified_at FROM strategy_pillar WHERE state = 'ratified'", [])
        found = await _all(connection, "SELECT title FROM wire_story WHERE id = %s", [story_id])
        items = await _all(
            connection,
            "SELECT i.title, i.lead, i.url, i.published, s.name FROM wire_item i JOIN wire_source s ON s.id = i.source_id "
            "WHERE i.story_id = %s ORDER BY i.published LIMIT 50",
            [story_id],
        )
        answers = await _all(
            connection,
            "SELECT r.id, v.title, v.summary, d.ready FROM responses_response r "
            "JOIN responses_version v ON v.response_id = r.id "
            "LEFT JOIN responses_readiness d ON d.version_id = v.id WHERE r.story_id = %s",
            [story_id],
        )
    words = {"title": found[0][0], "slug": campaign[2], "name": campaign[3], "responsible": campaign[4]}
    return HTMLResponse(PAGE.render(**words, pillars=pillars, items=items, answers=answers, rooms=ROOMS))


async def rate(request: Request) -> Response:
    """A rating: session, member, the version and its authors, the upsert, the history's row, the bell."""
    form = dict(parse_qsl((await request.body()).decode()))
    at = datetime.now(UTC)
    async with pool.connection() as connection:
        async with connection.transaction():
            campaign = await _enter(connection, request.path_params["slug"])
            (_session,) = await _all(
                connection, "SELECT session_data FROM django_session WHERE session_key = %s", [request.cookies["sessionid"]]
            )
            account = request.headers["x-account"]  # stands for reading it out of the session
            (member,) = await _all(connection, "SELECT id FROM people_member WHERE account_id = %s", [account])
            version = request.path_params["version"]
            (row,) = await _all(connection, "SELECT response_id FROM responses_version WHERE id = %s", [version])
            await _all(
                connection,
                "SELECT 1 FROM responses_versionauthor WHERE version_id = %s AND member_id = %s",
                [version, member[0]],
            )
            await connection.execute(
                "INSERT INTO responses_rating (id, campaign_id, version_id, member_id, value, reason, rated_at) "
                "VALUES (%s, %s, %s, %s, %s, '', %s) ON CONFLICT (campaign_id, version_id, member_id) "
                "DO UPDATE SET value = excluded.value, reason = excluded.reason, rated_at = excluded.rated_at",
                [uuid.uuid4(), campaign[1], version, member[0], form["value"], at],
            )
            await connection.execute(
                "INSERT INTO pulse_pulseevent (at, campaign_id, kind, version, actor_id, via, subject_type, subject_id, data) "
                "VALUES (%s, %s, 'responses.version_rated', 1, %s, 'web', 'responses.Version', %s, '{}')",
                [at, campaign[1], member[0], version],
            )
        await connection.execute("SELECT pg_notify('groundswell_pulse', '')")
    return RedirectResponse(f"/{campaign[2]}/answers/{row[0]}/", status_code=302)


async def visit(request: Request) -> Response:
    """A link opened: the pass-on with its words, one row for the visit, the landing page."""
    async with pool.connection() as connection, connection.transaction():
        campaign = await _enter(connection, request.path_params["slug"])
        (found,) = await _all(
            connection,
            "SELECT p.id, p.hand, a.words, v.title, v.summary, v.body, v.id, c.name FROM sharing_passon p "
            "JOIN responses_adoption a ON a.id = p.adoption_id JOIN responses_version v ON v.id = a.version_id "
            "JOIN communities_community c ON c.id = a.community_id WHERE p.code = %s",
            [request.path_params["code"]],
        )
        sources = await _all(connection, "SELECT title, url FROM responses_citation WHERE version_id = %s", [found[6]])
        await connection.execute(
            "INSERT INTO sharing_visit (id, campaign_id, pass_on_id, kind, at) VALUES (%s, %s, %s, 'person', %s)",
            [uuid.uuid4(), campaign[1], found[0], datetime.now(UTC)],
        )
    words = {"title": found[3], "summary": found[4], "words": found[2] or found[5], "community": found[7], "hand": found[1]}
    return HTMLResponse(LANDING.render(**words, sources=sources, responsible=campaign[4]))


async def _open() -> None:
    global pool
    pool = AsyncConnectionPool(
        os.environ["GROUNDSWELL_DSN"], kwargs={"options": "-c role=gs_app"}, min_size=1, max_size=4, open=False
    )
    await pool.open()


def _lifespan(app: Starlette) -> Any:
    import contextlib

    @contextlib.asynccontextmanager
    async def life() -> Any:
        await _open()
        yield
        await pool.close()

    return life()


application = Starlette(
    routes=[
        Route("/{slug}/wire/{story}/", story),
        Route("/{slug}/rate/{version}/", rate, methods=["POST"]),
        Route("/{slug}/p/{code}/", visit),
    ],
    lifespan=_lifespan,
)
