"""Tables of a plan, the same for the page, the phone and the sheet."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.urls import reverse

from lotrinh.core.sheets import write_table
from lotrinh.core.vietnamese import format_number
from lotrinh.relocation.models import PlannedDecision, ScenarioRun
from lotrinh.relocation.scenarios import quarters, reading
from lotrinh.relocation.scenarios.instalments import Instalment


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; `places` are the decimals of a number, None for text."""

    label: str
    places: int | None = None
    is_short: bool = False
    """A few signs that belong on one line, such as a quarter."""

    @property
    def is_number(self) -> bool:
        return self.places is not None

    def text(self, value: Any) -> str:
        if value is None or value == "":
            return "–"
        if self.places is None:
            return str(value)
        return format_number(round(value, self.places))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain values; `addresses` are pages to open for each row, "" for none."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple, ...]
    addresses: tuple[str, ...] = ()
    note: str = ""

    @property
    def lines(self):
        """(page to open, [(column, text)]) for the template."""
        for place, row in enumerate(self.rows):
            address = self.addresses[place] if self.addresses else ""
            cells = zip(self.columns, row, strict=True)
            yield address, [(column, column.text(value)) for column, value in cells]

    def first(self, most: int) -> "Table":
        """The table cut to so many rows, and a note that it was."""
        if len(self.rows) <= most:
            return self
        note = f"{self.note} Hiện {most} trong {format_number(len(self.rows))} dòng; bảng tính có đủ.".strip()
        return replace(self, rows=self.rows[:most], addresses=self.addresses[:most], note=note)

    def sheet(self) -> bytes:
        kept = io.BytesIO()
        write_table(
            kept,
            [column.label for column in self.columns],
            [
                [
                    round(v, c.places) if c.is_number and v is not None else v
                    for c, v in zip(self.columns, row, strict=True)
                ]
                for row in self.rows
            ],
            title=self.title,
        )
        return kept.getvalue()


def decisions(run: ScenarioRun, rows: Iterable[PlannedDecision]) -> Table:
    rows = list(rows)
    return Table(
        "co-so",
        "Từng cơ sở trong phương án",
        (
            Column("Cơ sở"),
            Column("Mã"),
            Column("Địa bàn"),
            Column("Loại"),
            Column("Hướng xử lý"),
            Column("Quý", is_short=True),
            Column("Hỗ trợ (triệu đồng)", 1),
            Column("Tác động tránh được (người-quý)", 0),
            Column("Lao động", 0),
            Column("Diện tích cần (m²)", 0),
            Column("Đã ký hoặc khoá"),
        ),
        tuple(
            (
                one.establishment.name,
                one.establishment.code,
                one.establishment.area.name,
                one.establishment.get_trade_display(),
                one.words,
                quarters.words(one.quarter),
                one.cost_million,
                one.avoided,
                one.workers,
                one.area_m2,
                "có" if one.is_fixed else "",
            )
            for one in rows
        ),
        tuple(reverse("scenarios:why", args=[run.pk, one.establishment_id]) for one in rows),
    )


def data(run: ScenarioRun, names: dict[str, str]) -> Table:
    """Every datum of every establishment in `names` (by code): its value in the problem, and how it is known."""
    table = run.problem["establishments"]
    values = (
        lambda i: format_number(round(table["exposure"][i], 1)),
        lambda i: format_number(round(table["needs"][i][0], 1)),
        lambda i: format_number(table["workers"][i]),
        lambda i: "",
        lambda i: "",
        *(partial(_need_text, table, place) for place in range(1, len(run.problem["resources"]))),
    )

    def said(place: int, key: str, quality: dict, value) -> str:
        return " – ".join(filter(None, [value(place), quality["not_declared"].get(key, "khai báo")]))

    return Table(
        "so-lieu",
        "Số liệu của từng cơ sở và độ chắc",
        (Column("Cơ sở"), Column("Mã"), *(Column(quality["field"]) for quality in run.quality)),
        tuple(
            (names[key], key, *(said(i, key, q, value) for q, value in zip(run.quality, values, strict=True)))
            for i, key in enumerate(table["id"])
            if key in names
        ),
    )


def timeline(run: ScenarioRun) -> Table:
    return Table(
        "tien-do",
        "Từng quý làm gì",
        (
            Column("Quý", is_short=True),
            Column("Di dời", 0),
            Column("Đổi công nghệ", 0),
            Column("Đổi ngành nghề", 0),
            Column("Chấm dứt", 0),
            Column("Hồ sơ / khả năng"),
            Column("Hỗ trợ (triệu đồng)", 1),
            Column("Đất đã dùng (m²)", 0),
            Column("Người chịu tác động (có trọng số)", 0),
        ),
        tuple(
            (
                quarters.words(row["quarter"]),
                row["move"],
                row["convert"],
                row["change_trade"],
                row["close"],
                f"{row['cases']} / {format_number(row['case_capacity'])}",
                row["cost"],
                row["land_m2"],
                row["exposure"],
            )
            for row in reading.timeline(run.problem, run.answer)
        ),
    )


def money(run: ScenarioRun, parts: Sequence[Instalment]) -> Table:
    due = {(row.source, row.year): row.due for row in parts}
    held = {(row.source, row.year): row.amount for row in parts}
    return Table(
        "kinh-phi",
        "Kinh phí từng nguồn, từng năm (triệu đồng)",
        (
            Column("Nguồn"),
            Column("Năm"),
            Column("Có trong năm", 1),
            Column("Chuyển từ năm trước", 1),
            Column("Phương án dùng", 1),
            Column("Chi theo đợt", 1),
            Column("Còn lại", 1),
        ),
        tuple(
            (
                row["source"],
                row["year"],
                held.get((row["source"], row["year"]), row["amount"]),
                row["over"],
                row["paid"],
                due.get((row["source"], row["year"]), 0.0),
                row["left"],
            )
            for row in reading.money(run.problem, run.answer)
        ),
        note="“Phương án dùng” tính vào năm thực hiện; “Chi theo đợt” chia thành đợt đầu và đợt cuối sau khi xác minh.",
    )


def _need_text(table: dict, place: int, i: int) -> str:
    return format_number(round(table["needs"][i][place], 1))


def land(run: ScenarioRun) -> Table:
    found = reading.land(run.problem, run.answer)
    free = any(row["capacity"] is None for row in found)
    return Table(
        "dat",
        "Đất và hạ tầng nơi đến",
        (Column("Khu"), Column("Tài nguyên"), Column("Có đến cuối kỳ", 0), Column("Dùng", 0), Column("Còn lại", 0)),
        tuple((row["zone"], row["resource"], row["capacity"], row["taken"], row["left"]) for row in found),
        note="“–”: chưa khai, hoặc đã khai đủ cho mọi cơ sở; không giới hạn phương án." if free else "",
    )


FAIRNESS = {"dia-ban": "Theo địa bàn", "loai": "Theo loại cơ sở", "quy-mo": "Theo quy mô"}


def fairness(run: ScenarioRun, by: str, groups: dict[str, str]) -> Table:
    return Table(
        by,
        FAIRNESS[by],
        (
            Column(FAIRNESS[by].removeprefix("Theo ").capitalize()),
            Column("Số cơ sở", 0),
            Column("Chờ trung bình (quý)", 1),
            Column("Bị chấm dứt", 0),
            Column("Việc làm mất", 0),
            Column("Hỗ trợ bình quân (triệu đồng)", 1),
            Column("Tác động tránh được (người-quý)", 0),
            Column("Tác động còn lại (%)", 0),
        ),
        tuple(
            (
                row["group"],
                row["count"],
                row["wait"],
                row["closed"],
                row["jobs_lost"],
                row["support"],
                row["avoided"],
                row["left_percent"],
            )
            for row in reading.fairness(run.problem, run.answer, groups)
        ),
    )


def waiting(run: ScenarioRun, rows: Iterable[PlannedDecision]) -> Table:
    """Those whose neighbours wait longest, and how many people that concerns."""
    table = run.problem["establishments"]
    exposed = dict(zip(table["id"], table["exposure"], strict=True))
    return Table(
        "cho-lau",
        "Nơi phải chờ lâu nhất",
        (
            Column("Cơ sở"),
            Column("Địa bàn"),
            Column("Hướng xử lý"),
            Column("Quý", is_short=True),
            Column("Người chịu tác động (có trọng số)", 0),
        ),
        tuple(
            (
                one.establishment.name,
                one.establishment.area.name,
                one.words,
                quarters.words(one.quarter) or "hết kỳ",
                exposed[one.establishment.code],
            )
            for one in rows
        ),
    )


def front(run: ScenarioRun) -> Table:
    return Table(
        "danh-doi",
        "Kinh phí và tác động",
        (
            Column("Kinh phí (triệu đồng)", 0),
            Column("Dùng hết (triệu đồng)", 0),
            Column("Tác động còn (người-quý)", 0),
            Column("Không thể thấp hơn (người-quý)", 0),
            Column("Cơ sở còn ở lại", 0),
        ),
        tuple((row["budget"], row["cost"], row["exposure"], row["bound"], row["unresolved"]) for row in run.front),
        note="Mỗi dòng là một phương án đã kiểm tra ở mức kinh phí ấy; cơ sở được ở lại nếu không đủ tiền.",
    )


def change_front(run: ScenarioRun) -> Table:
    return Table(
        "danh-doi-thay-doi",
        "Giữ điều đã báo thì mất gì",
        (
            Column("Giá của mỗi thay đổi", is_short=True),
            Column("Cơ sở phải đổi", 0),
            Column("Tác động do các cơ sở ấy gây ra (người-quý)", 0),
            Column("Tác động còn lại (người-quý)", 0),
            Column("Hỗ trợ (triệu đồng)", 0),
            Column("Giá trị cả phương án (người-quý quy đổi)", 0),
            Column("Cách mức tốt nhất không quá (%)", 2),
        ),
        tuple(
            (
                f"{format_number(round(100 * row['price'], 1))} %",
                row["changes"],
                row["changed_exposure"],
                row["exposure"],
                row["cost"],
                row["value"],
                None if row["gap"] is None else 100 * row["gap"],
            )
            for row in run.change_front
        ),
        note="Giá càng cao, phương án lập lại càng ít đổi điều đã báo. Giá trị gồm tác động còn lại và tiền, quãng "
        "đường quy ra người-quý: càng thấp càng tốt. Mỗi dòng là một phương án đã được kiểm tra.",
    )


def alternatives(run: ScenarioRun, found: Iterable[reading.Alternative]) -> Table:
    return Table(
        "lua-chon",
        "Vì sao như vậy: các lựa chọn khác của cơ sở này",
        (
            Column("Lựa chọn"),
            Column("Quý", is_short=True),
            Column("Hỗ trợ (triệu đồng)", 1),
            Column("Tác động (người-quý)", 0),
            Column("Kém hơn cho cả phương án (người-quý)", 0),
        ),
        tuple(
            (
                f"{one.words} (được chọn)" if one.is_chosen else one.words,
                quarters.words(one.quarter),
                one.cost,
                one.exposure,
                0.0 if one.is_chosen else one.worse,
            )
            for one in found
        ),
        note="“Kém hơn” đã tính cả tiền, đất và hồ sơ mà lựa chọn ấy lấy của các cơ sở khác, theo giá của phương án. "
        "Số âm nhỏ có thể có: khi ấy cả phương án bị ràng buộc khác giữ lại.",
    )


def changes(found: Iterable[reading.Change], names: dict[str, str], a: dict, b: dict) -> Table:
    def said(row: reading.Decided | None, raw: dict) -> str:
        if row is None:
            return "không có trong phương án"
        return row.words if row.quarter is None else f"{row.words}, {quarters.words(raw['quarters'][row.quarter])}"

    return Table(
        "thay-doi",
        "Ai thay đổi",
        (
            Column("Cơ sở"),
            Column("Trước"),
            Column("Sau"),
            Column("Hỗ trợ thay đổi (triệu đồng)", 1),
            Column("Tác động thay đổi (người-quý)", 0),
        ),
        tuple(
            (
                names.get(one.key, one.key),
                said(one.before, a),
                said(one.after, b),
                (one.after.cost if one.after else 0.0) - (one.before.cost if one.before else 0.0),
                (one.after.exposure if one.after else 0.0) - (one.before.exposure if one.before else 0.0),
            )
            for one in found
        ),
    )
