"""Steps of dossiers: taken one by one or in a batch, taken back, and closed out by two people and a photo."""

from collections.abc import Sequence
from datetime import date
from typing import Any, BinaryIO

from django.utils.timezone import localdate

from lotrinh.core.models import User
from lotrinh.core.registers import Invalid, NotAllowed, OutOfScope, Problem, audit, delete, write
from lotrinh.documents.actions import store_file
from lotrinh.documents.choices import FileKind
from lotrinh.relocation.choices import Side, Step
from lotrinh.relocation.models import Dossier, StepTaken
from lotrinh.relocation.steps import RULES, why_not
from lotrinh.rules import second_person
from lotrinh.rules.second_person import VERIFY_CLOSURE, must_be_another

PHOTOS = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.WEBP})
FILES = "ho-so-di-doi"
"""The address under which files of dossiers are kept: the register's slug."""


def take_step(*, rows: Sequence[Dossier], step: str, on: date, by: User, paper: str = "", note: str = "") -> None:
    """The dossiers take `step` on `on`; all or none. Raises NotAllowed, OutOfScope, Changed, Invalid."""
    rule = RULES[Step(step)]
    if rule.own_deed:
        raise Invalid(summary=f"Bước “{rule.step.label}” được ghi bằng việc “{rule.own_deed}”.")
    taken(rows, rule.step, on=on, by=by, paper=paper, note=note, deed=f"Chuyển bước: {rule.step.label}")


def taken(
    rows: Sequence[Dossier], step: Step, *, on: date, by: User, deed: str, paper: str = "", note: str = ""
) -> None:
    """What every deed that takes a step ends in: rights, order, papers, then the dossier and its entry of steps."""
    rule = RULES[step]
    if not rule.may(by):
        raise NotAllowed(summary=f"Bước “{step.label}” do {rule.taken_by} ghi.")
    problems = [
        Problem(row, "", f"{row.establishment}: {why}.")
        for row in rows
        if (why := why_not(row.step, row.side, row.option, step))
    ]
    problems += [
        Problem(
            row, "on", f"{row.establishment}: bước trước ghi ngày {row.stepped_on:%d/%m/%Y}; ngày mới không sớm hơn."
        )
        for row in rows
        if on < row.stepped_on
    ]
    if on > localdate():
        problems.append(Problem(rows[0], "on", f"Ngày {on:%d/%m/%Y} ở tương lai; hãy ghi khi bước đã làm xong."))
    if rule.papers and not paper.strip():
        problems.append(Problem(rows[0], "paper", f"Bước “{step.label}” cần {rule.papers}: hãy ghi số, ngày."))
    if problems:
        raise Invalid(problems)
    with audit(deed, by=by, reason=note, register=FILES):
        for row in rows:
            row.step, row.stepped_on = step, on
        write(rows, by=by)
        write([StepTaken(dossier=row, step=step, on=on, paper=paper.strip(), note=note) for row in rows], by=by)


def classify(*, rows: Sequence[Dossier], file_group: str, on: date, paper: str, by: User) -> None:
    """Sort surveyed dossiers into a group of legal files. Raises as `take_step`."""
    with audit("Phân loại hồ sơ", by=by, register=FILES):
        for row in rows:
            row.file_group = file_group
        taken(rows, Step.CLASSIFIED, on=on, by=by, paper=paper, deed="Phân loại hồ sơ")


def step_back(*, rows: Sequence[Dossier], reason: str, by: User) -> None:
    """A step was entered by mistake: each dossier returns to the one before. Raises Invalid, NotAllowed, OutOfScope.

    The entry of the wrong step goes; the register's history keeps that it stood there. A verified closure stays.
    """
    for row in rows:
        if row.verified_on and row.step == Step.CLEARED:
            raise Invalid([Problem(row, "", f"{row.establishment}: đã kiểm tra có ảnh; không lùi bước này được.")])
    with audit("Lùi một bước", by=by, reason=reason, register=FILES):
        wrong = [last for row in rows if (last := row.steps.order_by("-on", "-pk").first())]
        for row in rows:
            before = row.steps.order_by("-on", "-pk")[1:2]
            if not before:
                raise Invalid([Problem(row, "", f"{row.establishment}: đang ở bước đầu tiên.")])
            row.step, row.stepped_on = before[0].step, before[0].on
        write(rows, by=by)
        delete(wrong, by=by)


def set_side(*, rows: Sequence[Dossier], side: str, reason: str, by: User) -> None:
    """Suspend, exempt after remediation, or return to normal. Raises Invalid, NotAllowed, OutOfScope."""
    problems = [Problem(row, "", f"{row.establishment}: đã đóng.") for row in rows if row.step == Step.CLOSED]
    if side == Side.EXEMPTED:
        problems += [
            Problem(row, "", f"{row.establishment}: đã ngừng, không còn gì để miễn.") for row in rows if row.verified_on
        ]
    if problems:
        raise Invalid(problems)
    for row in rows:
        row.side = side
    write(rows, by=by, deed=f"Tình trạng riêng: {Side(side).label}", reason=reason)


def tell_stopped(*, rows: Sequence[Dossier], on: date, by: User) -> None:
    """Production at the old site is said to have stopped on `on`; somebody else still has to go and see."""
    problems = [Problem(row, "on", f"{row.establishment}: đã kiểm tra xong.") for row in rows if row.verified_on]
    if on > localdate():
        problems.append(Problem(rows[0], "on", f"Ngày {on:%d/%m/%Y} ở tương lai; hãy ghi khi đã ngừng."))
    if problems:
        raise Invalid(problems)
    for row in rows:
        row.stopped_on, row.stopped_by = on, by
    write(rows, by=by, deed="Ghi đã ngừng sản xuất ở nơi cũ")


def _told_by(dossier: Dossier) -> list[int | None]:
    """Keys of who told that production stopped, and of whom a deputy told it for."""
    told = dossier.history.filter(stopped_on=dossier.stopped_on, stopped_by=dossier.stopped_by_id)
    return [dossier.stopped_by_id, told.order_by("history_id").values_list("entry__for_whom", flat=True).first()]


def _second_half(dossier: Dossier) -> dict[str, Any]:
    """What `rules.second_person` asks of seeing for oneself: who told, where a second person is, who may."""
    visible = Dossier.objects.filter(pk=dossier.pk)
    return {
        "authors": _told_by(dossier),
        "unit": dossier.keeper,
        "may": lambda user: visible.editable_by(user).exists(),
    }


def who_else_verifies(who: User, dossier: Dossier) -> str:
    """Why `who` is not the one to see that production stopped, and who is; "" when nothing is against it."""
    if dossier.stopped_on is None or dossier.verified_on:
        return ""
    return second_person.why_not(VERIFY_CLOSURE, by=who, **_second_half(dossier))


def verify_closure(*, dossier: Dossier, on: date, photo: BinaryIO, name: str, by: User, note: str = "") -> None:
    """`by` went there on `on`, saw that nothing is produced any more, and brings a photo.

    Raises Invalid when production has not stopped by then, NeedsAnother when `by` is who said so, FileRefused for
    what is no photo.
    """
    if not Dossier.objects.editable_by(by).filter(pk=dossier.pk).exists():
        raise OutOfScope([Problem(dossier, "", f"{dossier.establishment}: không thuộc phạm vi của bạn.")])
    if dossier.stopped_on is None:
        raise Invalid([Problem(dossier, "", f"{dossier.establishment}: chưa ghi ngày ngừng sản xuất ở nơi cũ.")])
    must_be_another(VERIFY_CLOSURE, by=by, **_second_half(dossier))
    if on < dossier.stopped_on:
        raise Invalid([Problem(dossier, "on", f"Kiểm tra trước ngày ngừng {dossier.stopped_on:%d/%m/%Y}.")])
    with audit(f"Kiểm tra nơi cũ đã ngừng: {dossier.establishment}", by=by, reason=note, register=FILES):
        kept = store_file(file=photo, name=name, register=FILES, key=dossier.pk, by=by, kinds=PHOTOS)
        dossier.verified_on, dossier.verified_by, dossier.verified_photo = on, by, kept
        taken([dossier], Step.CLEARED, on=on, by=by, paper=f"ảnh {kept.name}", note=note, deed="Xác nhận đã ngừng")
