"""The deeds of a round: ask, answer, decide, hand out a door without an account."""

from lotrinh.collection.actions.answering import Author, save, send
from lotrinh.collection.actions.asking import close, discard, open_round, prepare
from lotrinh.collection.actions.deciding import accept, hand_back, take_tally, who_else_accepts
from lotrinh.collection.actions.links import make_link, withdraw_link

__all__ = [
    "Author",
    "accept",
    "close",
    "discard",
    "hand_back",
    "make_link",
    "open_round",
    "prepare",
    "save",
    "send",
    "take_tally",
    "who_else_accepts",
    "withdraw_link",
]
