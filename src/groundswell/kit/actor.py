"""Who does a deed: bare ids and the roles they hold, nothing that needs a query."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Role:
    """A role over one thing only; there is no global rank."""

    name: str  # "steward", "host", "author"
    thing: str  # "campaign", "community", "response"
    thing_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """A visitor (no member), a member, or the machine, in one campaign."""

    campaign_id: uuid.UUID | None = None
    account_id: uuid.UUID | None = None
    member_id: uuid.UUID | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)
    via: str = "web"

    @property
    def is_member(self) -> bool:
        """Whether this is a member of the campaign now."""
        return self.member_id is not None

    @property
    def is_machine(self) -> bool:
        """Whether the program itself acts (a consumer, a command)."""
        return self.via in {"machine", "cli"}

    def has(self, name: str, thing: str, thing_id: uuid.UUID | None) -> bool:
        """Whether the actor holds role ``name`` over that one thing."""
        return thing_id is not None and Role(name, thing, thing_id) in self.roles

    @property
    def is_steward(self) -> bool:
        """Whether the actor is a steward of this campaign."""
        return self.has("steward", "campaign", self.campaign_id)


def machine(campaign_id: uuid.UUID | None, *, via: str = "machine") -> Actor:
    """Return the actor for deeds the program itself does in one campaign."""
    return Actor(campaign_id=campaign_id, via=via)
