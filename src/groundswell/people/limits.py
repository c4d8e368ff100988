"""How often people may ask for codes, try them, join and invite: generous to a hall full of people, not to a machine."""

from __future__ import annotations

from groundswell.kit.limits import HOUR, Limit

# A whole meeting joins from one address: what counts most is the mailbox a code goes to. Nobody can use up another's
# attempts from afar; a stranger's guess hits once in 670,000 hours.
ASKING_FOR_CODES = (
    Limit("code", 6, HOUR, by="key in block"),
    Limit("code", 30, HOUR, by="key"),
    Limit("code", 300, HOUR, by="block"),
    Limit("code", 5_000, HOUR, by="campaign"),
)
TRYING_CODES = (
    Limit("code.try", 30, HOUR, by="key in block"),
    Limit("code.try", 150, HOUR, by="key"),
    Limit("code.try", 900, HOUR, by="block"),
)
TRYING_PASSKEYS = (Limit("passkey", 120, HOUR, by="block"),)
JOINING = (Limit("join", 20, HOUR, by="account"), Limit("join", 300, HOUR, by="block"))
INVITING = (Limit("invite", 30, HOUR, by="account"),)
CHANGING_ROLES = (Limit("role", 60, HOUR, by="account"),)
TAKING_DATA = (Limit("data", 20, HOUR, by="account"),)
