"""Deeds on plans: keyword-only, atomic, `by=` a user; one audit entry each; they raise errors of `plans.errors`."""

from lotrinh.plans.actions.allotting import (
    accept_proposal,
    agree_to_offer,
    offer_share,
    propose_share,
    refuse_proposal,
    share_out,
)
from lotrinh.plans.actions.assigning import assign, assign_printed, unassign
from lotrinh.plans.actions.contests import answer_contest, contest, contest_figure
from lotrinh.plans.actions.contracts import draft_contract, make_target_live
from lotrinh.plans.actions.importing import import_document, read_again
from lotrinh.plans.actions.programmes import change_owner, link_programme, set_up_programme, unlink_programme
from lotrinh.plans.actions.proving import prove_duty, set_duty, withdraw_proof
from lotrinh.plans.actions.publishing import publish
from lotrinh.plans.actions.reviewing import (
    accept,
    accept_certain,
    accept_finding,
    add,
    correct,
    correct_header,
    dismiss_finding,
    link_claim,
    reject,
    set_kind,
)
from lotrinh.plans.actions.running import block_task, finish, reopen, tell
from lotrinh.plans.actions.succeeding import carry_over

__all__ = [
    "accept",
    "accept_certain",
    "accept_finding",
    "accept_proposal",
    "add",
    "agree_to_offer",
    "answer_contest",
    "assign",
    "assign_printed",
    "block_task",
    "carry_over",
    "change_owner",
    "contest",
    "contest_figure",
    "correct",
    "correct_header",
    "dismiss_finding",
    "draft_contract",
    "finish",
    "import_document",
    "link_claim",
    "link_programme",
    "make_target_live",
    "offer_share",
    "propose_share",
    "prove_duty",
    "publish",
    "read_again",
    "refuse_proposal",
    "reject",
    "reopen",
    "set_duty",
    "set_kind",
    "set_up_programme",
    "share_out",
    "tell",
    "unassign",
    "unlink_programme",
    "withdraw_proof",
]
