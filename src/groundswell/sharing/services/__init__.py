"""What can be done here: links are given, visits counted and added up, chains summed up."""

from groundswell.sharing.services.adding import add_up_visits
from groundswell.sharing.services.linking import make_pass_on, pass_further, record_visit
from groundswell.sharing.services.summing import sum_up_chain

__all__ = ["add_up_visits", "make_pass_on", "pass_further", "record_visit", "sum_up_chain"]
