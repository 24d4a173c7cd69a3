"""Doors without an account: made for one person, one unit, one round; they end by themselves or in one click."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from lotrinh.collection.errors import DeadLink, NotOpen, NotYourRound
from lotrinh.collection.models import PersonalLink, RoundUnit
from lotrinh.core.models import User
from lotrinh.core.registers import audit


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_link(*, line: RoundUnit, holder: str, by: User) -> tuple[PersonalLink, str]:
    """A link and its token, which is not kept: it can be read now and never again. Raises NotYourRound, NotOpen."""
    if not may_hand_out(line, by):
        raise NotYourRound(summary="Chỉ bên hỏi hoặc người của đơn vị được hỏi tạo được đường dẫn riêng.")
    if not line.round.is_open:
        raise NotOpen()
    token = secrets.token_urlsafe(32)
    with audit(f"Tạo đường dẫn riêng cho {line.unit.label}: {line.round.title}", by=by) as entry:
        link = PersonalLink.objects.create(
            line=line, holder=holder.strip()[:150] or line.unit.label, token_hash=hash_of(token), made=entry
        )
    return link, token


@transaction.atomic
def withdraw_link(*, link: PersonalLink, by: User) -> None:
    """End a link at once; ending it twice changes nothing. Raises NotYourRound."""
    if not may_hand_out(link.line, by):
        raise NotYourRound()
    if link.withdrawn_id is None:
        with audit(f"Thu hồi đường dẫn riêng của {link.holder}", by=by) as entry:
            PersonalLink.objects.filter(pk=link.pk, withdrawn=None).update(withdrawn=entry)


def may_hand_out(line: RoundUnit, by: User) -> bool:
    own = RoundUnit.objects.filter(pk=line.pk)
    return own.run_by(by).exists() or own.answerable_by(by).exists()


def link_of(token: str) -> PersonalLink:
    """The living link of a token. Raises DeadLink, which says why it is dead only to whoever held it."""
    link = (
        PersonalLink.objects.select_related("line__round__asker", "line__unit", "withdrawn")
        .filter(token_hash=hash_of(token))
        .first()
    )
    if link is None:
        raise DeadLink(summary="Đường dẫn không đúng. Hãy sao chép lại trọn đường dẫn trong tin nhắn.")
    if link.withdrawn_id:
        raise DeadLink(summary=f"Đường dẫn đã được thu hồi. Hãy xin {link.line.round.asker.label} đường dẫn mới.")
    if not link.is_alive:
        raise DeadLink(summary=f"Đường dẫn đã hết hạn. Hãy xin {link.line.round.asker.label} đường dẫn mới.")
    PersonalLink.objects.filter(pk=link.pk).update(used_at=timezone.now())
    return link
