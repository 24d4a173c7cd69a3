"""What each row of a file would do: add a row, change one, leave it as it is, or be refused, and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from lotrinh.core.models import RowState
from lotrinh.core.registers.columns import BadCell
from lotrinh.core.registers.declaration import Register
from lotrinh.core.registers.errors import Locked, NotAllowed, Problem
from lotrinh.core.registers.importing.layout import Layout
from lotrinh.core.registers.importing.references import References, Unknown
from lotrinh.core.registers.importing.scope import Trial
from lotrinh.core.registers.locking import refuse_locked
from lotrinh.core.registers.models import Row, maker
from lotrinh.core.registers.writer import Batch
from lotrinh.core.vietnamese import number_style

FEW = 500
"""In files of up to so many rows the database's own constraints are asked before writing too: several queries a row."""


@dataclass(slots=True)
class Verdict:
    """One row of the file, judged."""

    number: int
    cells: Sequence[Any]
    state: str = RowState.UNCHANGED
    values: dict[str, Any] = field(default_factory=dict)
    """By attribute, as the model stores them."""
    problems: list[tuple[str, str]] = field(default_factory=list)
    """(column path or "", message)."""
    row: Row | None = None
    stored: Row | None = None

    def refuse(self, path: str, message: str) -> None:
        self.problems.append((path, message))


class Judge:
    """Judges the rows of one file, chunk by chunk, for one person and register."""

    def __init__(self, register: Register, who, layout: Layout):
        if not register.may.change(who):
            raise NotAllowed()
        self.register, self.who, self.layout = register, who, layout
        self.model = register.model
        self.references = {name: References(register, name, parts, who) for name, parts in layout.references.items()}
        self.trial = Trial(register, who)
        self.attributes = tuple(self.model._meta.get_field(name).attname for name in layout.names)
        self.make = maker(self.model, self.attributes)
        self.key = tuple(self.model._meta.get_field(name).attname for name in register.key)
        self.rows_by_key: dict[tuple, list[int]] = {}
        self.repeated: dict[tuple, list[int]] = {}
        self.english: dict[str, int] = {}
        self.unclear: dict[str, list[int]] = {}

    def judge(self, lines: Iterable[tuple[int, list]], *, thorough: bool = False) -> list[Verdict]:
        """Verdicts on some rows, in their order; `thorough` asks the database's constraints as well."""
        verdicts = [self._read(number, cells) for number, cells in lines]
        self._resolve(verdicts)
        self._find_stored(verdicts)
        for verdict in verdicts:
            if not verdict.problems:
                self._build(verdict)
        self._ask_register([verdict for verdict in verdicts if verdict.row is not None], thorough)
        for verdict in verdicts:
            if verdict.problems:
                verdict.state = RowState.WRONG
        return verdicts

    def late_problems(self) -> Iterator[tuple[int, str, str]]:
        """(row, path, message) for what only the whole file shows: repeated keys, two ways of writing numbers."""
        labels = " + ".join(self.register.column(name).label for name in self.register.key)
        last = self._key_path()
        for numbers in self.repeated.values():
            rows = ", ".join(str(number) for number in numbers[:12]) + ("…" if len(numbers) > 12 else "")
            message = f"{labels} đứng {len(numbers)} lần trong tệp (dòng {rows}); hãy giữ lại một dòng đúng."
            for number in numbers:
                yield number, last, message
        for path, first in self.english.items():
            for number in self.unclear.get(path, ()):
                yield (
                    number,
                    path,
                    f"Không rõ dấu chấm, dấu phẩy nghĩa là gì: cột này có cả số viết kiểu Anh (dòng {first}). "
                    "Hãy thống nhất cả cột theo kiểu 1.234,5.",
                )

    def _key_path(self) -> str:
        name = self.register.key[-1]
        return self.layout.references[name][-1].path if name in self.layout.references else name

    # --- the steps, each for a whole chunk ---

    def _read(self, number: int, cells: list) -> Verdict:
        verdict = Verdict(number, cells)
        values = verdict.values
        for place in self.layout.plain:
            cell = cells[place.at]
            try:
                values[place.path] = place.read(cell)
            except BadCell as error:
                verdict.refuse(place.path, str(error))
            if type(cell) is str and place.column.is_number:
                self._watch_style(place.path, number, cell)
        return verdict

    def _watch_style(self, path: str, number: int, cell: str) -> None:
        style = number_style(cell)
        if style == "en":
            self.english.setdefault(path, number)
        elif style == "unclear":
            self.unclear.setdefault(path, []).append(number)

    def _resolve(self, verdicts: Sequence[Verdict]) -> None:
        for name, reference in self.references.items():
            parts = self.layout.references[name]
            keys: list[tuple | None] = []
            for verdict in verdicts:
                try:
                    keys.append(tuple(part.read(verdict.cells[part.at]) for part in parts))
                except BadCell as error:
                    verdict.refuse(parts[-1].path, str(error))
                    keys.append(None)
            reference.look_up(key for key in keys if key is not None)
            attribute = reference.field.attname
            for verdict, key in zip(verdicts, keys, strict=True):
                if key is None:
                    continue
                try:
                    verdict.values[attribute] = reference.find(key)
                except Unknown as unknown:
                    verdict.values[attribute] = _Unresolved(key)
                    verdict.refuse(parts[-1].path, str(unknown))

    def _find_stored(self, verdicts: Sequence[Verdict]) -> None:
        keyed: dict[tuple, list[Verdict]] = {}
        for verdict in verdicts:
            if (key := self._key_of(verdict.values)) is not None:
                keyed.setdefault(key, []).append(verdict)
                self._count(key, verdict.number)
        if not keyed:
            return
        wanted = {f"{name}__in": {key[at] for key in keyed} for at, name in enumerate(self.key)}
        for row in self.model._base_manager.filter(**wanted):
            for verdict in keyed.get(tuple(getattr(row, name) for name in self.key), ()):
                verdict.stored = row
        stored = {verdict.stored.pk for verdict in verdicts if verdict.stored is not None}
        mine = set(self.register.editable(self.who).filter(pk__in=stored).values_list("pk", flat=True))
        for verdict in verdicts:
            if verdict.stored is not None and verdict.stored.pk not in mine:
                verdict.stored = None
                verdict.refuse(self._key_path(), "Dòng này thuộc đơn vị khác, ngoài phạm vi bạn được sửa.")
        self._keep_unseen_references([verdict for verdict in verdicts if verdict.stored is not None])

    def _key_of(self, values: dict[str, Any]) -> tuple | None:
        """The natural key, or None when a part of it could not be read or is empty."""
        key = tuple(values.get(name) for name in self.key)
        return None if any(part is None or part == "" or type(part) is _Unresolved for part in key) else key

    def _count(self, key: tuple, number: int) -> None:
        """Remember where each key stands: of several rows with one key all are refused, since none is known right."""
        first = self.rows_by_key.setdefault(key, number)
        if first != number:
            self.repeated.setdefault(key, [first]).append(number)

    def _keep_unseen_references(self, verdicts: Sequence[Verdict]) -> None:
        """A reference to a row beyond the person's sight may stay: an exported sheet must come back unchanged."""
        for name, reference in self.references.items():
            attribute, path = reference.field.attname, self.layout.references[name][-1].path
            unresolved = [v for v in verdicts if type(v.values.get(attribute)) is _Unresolved]
            if not unresolved:
                continue
            keys = reference.keys_of(getattr(v.stored, attribute) for v in unresolved)
            for verdict in unresolved:
                held = getattr(verdict.stored, attribute)
                if keys.get(held) == verdict.values[attribute].key:
                    verdict.values[attribute] = held
                    verdict.problems = [problem for problem in verdict.problems if problem[0] != path]

    def _build(self, verdict: Verdict) -> None:
        """The row as it would be; none for one that stays as it is."""
        stored, values = verdict.stored, verdict.values
        if stored is None:
            if self.layout.missing_for_new:
                labels = ", ".join(f"“{label}”" for label in self.layout.missing_for_new)
                verdict.refuse("", f"Không thêm được dòng mới vì tệp thiếu cột bắt buộc {labels}.")
                return
            verdict.state = RowState.NEW
            verdict.row = self.make(values[name] for name in self.attributes)
        elif any(getattr(stored, name) != value for name, value in values.items()):
            verdict.state = RowState.CHANGED
            verdict.row = _with(stored, values)

    def _ask_register(self, verdicts: Sequence[Verdict], thorough: bool) -> None:
        """Scope afterwards, closed periods, the register's own checks."""
        if not verdicts:
            return
        by_row = {id(verdict.row): verdict for verdict in verdicts} | {id(v.stored): v for v in verdicts if v.stored}
        for row in self.trial.outside(verdict.row for verdict in verdicts):
            by_row[id(row)].refuse("", "Dòng này sẽ thuộc địa bàn hoặc đơn vị ngoài phạm vi bạn được ghi.")
        batch = Batch([v.row for v in verdicts], {v.stored.pk: v.stored for v in verdicts if v.stored is not None})
        try:
            refuse_locked(self.register, batch.rows, batch.before)
        except Locked as locked:
            for problem in locked.problems:
                by_row[id(problem.row)].refuse(self._path(problem.field), problem.message)
        for problem in self.register.check(batch):
            problem = Problem(*problem) if isinstance(problem, tuple) else problem
            by_row[id(problem.row)].refuse(self._path(problem.field), problem.message)
        if thorough:
            for verdict in verdicts:
                if not verdict.problems:
                    self._ask_constraints(verdict)

    def _ask_constraints(self, verdict: Verdict) -> None:
        try:
            verdict.row.validate_constraints(exclude={"entry"})
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                verdict.refuse(self._path(name), " ".join(messages))

    def _path(self, name: str) -> str:
        """The file's column in which a problem with field `name` is shown; "" when the file has none."""
        if name in self.layout.references:
            return self.layout.references[name][-1].path
        return name if any(place.path == name for place in self.layout.plain) else ""


class _Unresolved:
    """Stands for a reference whose key named no row the person may see."""

    __slots__ = ("key",)

    def __init__(self, key: tuple):
        self.key = key


def _with(stored: Row, values: dict[str, Any]) -> Row:
    """A copy of a stored row with other values; `stored` itself stays what is in the database."""
    names = [f.attname for f in stored._meta.concrete_fields]
    return type(stored).from_db(stored._state.db, names, [values.get(name, getattr(stored, name)) for name in names])
