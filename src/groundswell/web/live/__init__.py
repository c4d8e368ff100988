"""Live pages: sends each reader what changed on the page, over one long answer (server-sent events)."""

from groundswell.web.live.endpoint import is_live, live

__all__ = ["is_live", "live"]
