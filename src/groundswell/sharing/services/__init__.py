"""What can be done here: links are given, visits and sign-ups counted, chains and what followed summed up."""

from groundswell.sharing.services.adding import add_up_visits
from groundswell.sharing.services.arriving import note_sign_up
from groundswell.sharing.services.linking import make_pass_on, pass_further, record_visit, record_visits
from groundswell.sharing.services.outcomes import add_outcomes
from groundswell.sharing.services.summing import sum_up_chain
from groundswell.sharing.services.talking import note_talk

__all__ = [
    "add_outcomes",
    "add_up_visits",
    "make_pass_on",
    "note_sign_up",
    "note_talk",
    "pass_further",
    "record_visit",
    "record_visits",
    "sum_up_chain",
]
