"""Deeds on dossiers: `survey` finds an establishment, `stepping` takes steps and closes, `deciding` chooses and locks,
`owners` speaks with the owner, `money` draws up the support sheet."""

from lotrinh.relocation.actions.deciding import (
    accept_proposals,
    announce,
    choose_option,
    lift_orders,
    lift_restrictions,
    lock,
    note_refusal,
    propose,
    reserve_plot,
    unlock,
)
from lotrinh.relocation.actions.money import draw_up_sheets
from lotrinh.relocation.actions.owners import (
    answer_objections,
    enter_message,
    log_contact,
    make_owner_link,
    note_complainant,
    receive_objection,
    revoke_owner_links,
    take_owner_message,
)
from lotrinh.relocation.actions.stepping import (
    classify,
    set_side,
    step_back,
    take_step,
    tell_stopped,
    verify_closure,
    who_else_verifies,
)
from lotrinh.relocation.actions.surveying import count_from_homes, estimate_residents, open_dossiers, survey

__all__ = [
    "accept_proposals",
    "announce",
    "answer_objections",
    "choose_option",
    "classify",
    "count_from_homes",
    "draw_up_sheets",
    "enter_message",
    "estimate_residents",
    "lift_orders",
    "lift_restrictions",
    "lock",
    "log_contact",
    "make_owner_link",
    "note_complainant",
    "note_refusal",
    "open_dossiers",
    "propose",
    "receive_objection",
    "reserve_plot",
    "revoke_owner_links",
    "set_side",
    "step_back",
    "survey",
    "take_owner_message",
    "take_step",
    "tell_stopped",
    "unlock",
    "verify_closure",
    "who_else_verifies",
]
