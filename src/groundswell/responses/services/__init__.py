"""The only writers of answers, one file per family of verbs."""

from groundswell.responses.services.adopting import adopt_version, end_adoption
from groundswell.responses.services.apart import keep_apart, lift_apart
from groundswell.responses.services.asking import ask_question
from groundswell.responses.services.beginning import start_from_post, take_up_post
from groundswell.responses.services.challenging import answer_challenge, challenge_version, settle_challenge
from groundswell.responses.services.corresponding import answer_letter, forget_letters, write_letter
from groundswell.responses.services.cowriting import gather_shared
from groundswell.responses.services.earning import forget_earned, show_earned
from groundswell.responses.services.forgetting import forget_drafts
from groundswell.responses.services.judging import judge_challenge, lift_take_down, refer_challenge, take_down_version
from groundswell.responses.services.letting_through import let_links_through
from groundswell.responses.services.opening import close_draft, open_draft, propose_on_draft
from groundswell.responses.services.proposing import (
    decline_proposal,
    merge_version,
    propose_edit,
    propose_merge,
    take_proposal,
)
from groundswell.responses.services.publishing import publish_version
from groundswell.responses.services.rating import rate_version
from groundswell.responses.services.readiness import compute_readiness
from groundswell.responses.services.saying import change_variant, write_variant
from groundswell.responses.services.writing import fork_version, invite_author, save_working_copy, start_response

__all__ = [
    "adopt_version",
    "answer_challenge",
    "answer_letter",
    "ask_question",
    "challenge_version",
    "change_variant",
    "close_draft",
    "compute_readiness",
    "decline_proposal",
    "end_adoption",
    "forget_drafts",
    "forget_earned",
    "forget_letters",
    "fork_version",
    "gather_shared",
    "invite_author",
    "judge_challenge",
    "keep_apart",
    "let_links_through",
    "lift_apart",
    "lift_take_down",
    "merge_version",
    "open_draft",
    "propose_edit",
    "propose_merge",
    "propose_on_draft",
    "publish_version",
    "rate_version",
    "refer_challenge",
    "save_working_copy",
    "settle_challenge",
    "show_earned",
    "start_from_post",
    "start_response",
    "take_down_version",
    "take_proposal",
    "take_up_post",
    "write_letter",
    "write_variant",
]
