"""Deeds on what stands in the way: raised with a name and a day, reminded, resolved in words."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, localtime

from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.followups.errors import AlreadyBlocked, NotItself, NotYourBlock, NoWords, Past, Resolved, TooSoon
from lotrinh.followups.models import Block
from lotrinh.followups.rights import may_remind, may_resolve, speaks_for
from lotrinh.organizations.models import Organization


@transaction.atomic
def raise_block(
    *,
    register: str,
    key: str,
    subject: str,
    unit: Organization,
    why: str,
    clearer: Organization,
    by_when: date,
    by: User,
    link: str = "",
) -> Block:
    """`unit` cannot go on: why, who can clear the way, by when. The caller asks whether the row may be seen.

    Raises NotYourBlock, NoWords, NotItself, Past, AlreadyBlocked.
    """
    if not speaks_for(by, unit.pk):
        raise NotYourBlock()
    if not why.strip():
        raise NoWords()
    if unit.pk == clearer.pk:
        raise NotItself()
    if by_when < localdate():
        raise Past()
    with audit(f"Nêu vướng mắc: {subject}", by=by) as entry:
        try:
            with transaction.atomic():
                return Block.objects.create(
                    register=register,
                    key=key,
                    subject=subject[:500],
                    link=link,
                    unit=unit,
                    why=why.strip(),
                    clearer=clearer,
                    by_when=by_when,
                    raised=entry,
                )
        except IntegrityError as error:
            raise AlreadyBlocked() from error


@transaction.atomic
def resolve(*, block: Block, answer: str, by: User) -> Block:
    """The way is clear; `answer` says how. Raises NotYourBlock, NoWords, Resolved."""
    if not may_resolve(by, block):
        raise NotYourBlock()
    if not answer.strip():
        raise NoWords()
    if _held(block).resolved_id:
        raise Resolved()
    with audit(f"Gỡ vướng mắc: {block.subject}", by=by) as entry:
        block.answer, block.resolved = answer.strip(), entry
        block.save(update_fields=["answer", "resolved"])
    return block


@transaction.atomic
def remind(*, block: Block, by: User) -> Block:
    """Remind whoever can clear it; once a day. Raises NotYourBlock, Resolved, TooSoon."""
    if not may_remind(by, block):
        raise NotYourBlock()
    held = _held(block)
    if held.resolved_id:
        raise Resolved()
    if held.reminded and localtime(held.reminded.at).date() == localdate():
        raise TooSoon()
    with audit(f"Nhắc tháo gỡ: {block.subject}", by=by) as entry:
        block.reminded = entry
        block.save(update_fields=["reminded"])
    return block


def _held(block: Block) -> Block:
    """The row as it stands, held until the deed is through."""
    return Block.objects.select_for_update(of=("self",)).select_related("reminded").get(pk=block.pk)
