"""The words of orders: how one stands, what may be done with it next, and by which side."""

from dataclasses import dataclass

from django.db import models


class OrderState(models.TextChoices):
    """How an order stands. Vietnamese: tình trạng việc giao."""

    GIVEN = "given", "đang làm"
    ASKED = "asked", "hỏi lại, chờ người giao"
    """The unit cannot go on until the giver has answered its question."""
    RETURNED = "returned", "trả lại, cần làm thêm"
    ANSWERED = "answered", "đã trả lời, chờ xem"
    VERIFIED = "verified", "đã kiểm chứng, chờ kết thúc"
    CLOSED = "closed", "đã xong"
    WITHDRAWN = "withdrawn", "đã rút"


OPEN = frozenset(OrderState) - {OrderState.CLOSED, OrderState.WITHDRAWN}
WITH_THE_UNIT = frozenset({OrderState.GIVEN, OrderState.RETURNED})
"""The unit has to do something."""


class Party(models.TextChoices):
    """Which side of an order somebody speaks for. Vietnamese: bên."""

    GIVER = "giver", "bên giao"
    UNIT = "unit", "đơn vị được giao"
    VERIFIER = "verifier", "bên kiểm chứng"


class StepKind(models.TextChoices):
    """What somebody did with an order. Vietnamese: bước."""

    GIVE = "giao", "giao việc"
    ASK = "hoi", "hỏi lại"
    REPLY = "dap", "trả lời câu hỏi"
    ANSWER = "tra-loi", "trả lời"
    RETURN = "tra-lai", "trả lại để làm thêm"
    VERIFY = "kiem-chung", "kiểm chứng"
    CLOSE = "ket-thuc", "kết thúc"
    WITHDRAW = "rut", "rút việc đã giao"


@dataclass(frozen=True, slots=True)
class Move:
    """One deed on an order: who may do it, in which states, where it leads, and whether it must be said in words."""

    parties: frozenset[str]
    since: frozenset[str]
    to: str
    in_words: bool = True


MOVES = {
    StepKind.ASK: Move(frozenset({Party.UNIT}), WITH_THE_UNIT, OrderState.ASKED),
    StepKind.REPLY: Move(frozenset({Party.GIVER}), frozenset({OrderState.ASKED}), OrderState.GIVEN),
    StepKind.ANSWER: Move(frozenset({Party.UNIT}), WITH_THE_UNIT | {OrderState.ASKED}, OrderState.ANSWERED),
    StepKind.RETURN: Move(
        frozenset({Party.GIVER, Party.VERIFIER}),
        frozenset({OrderState.ANSWERED, OrderState.VERIFIED}),
        OrderState.RETURNED,
    ),
    StepKind.VERIFY: Move(frozenset({Party.VERIFIER}), frozenset({OrderState.ANSWERED}), OrderState.VERIFIED),
    StepKind.CLOSE: Move(
        frozenset({Party.GIVER}), frozenset({OrderState.ANSWERED, OrderState.VERIFIED}), OrderState.CLOSED, False
    ),
    StepKind.WITHDRAW: Move(frozenset({Party.GIVER}), OPEN, OrderState.WITHDRAWN),
}
"""What may follow what."""
