"""The rows of a register as fields of a page: each a card on a phone, with blank ones to add to."""

from dataclasses import dataclass

BLANK_ROWS = 2
MOST_ON_PAGE = 60
"""More rows than this are kept in a sheet, not on a page."""


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    value: str
    note: str


@dataclass(frozen=True)
class CardOfRow:
    number: int
    fields: list[Field]
    note: str

    @property
    def is_blank(self) -> bool:
        return not any(field.value for field in self.fields)


def cards_of(columns: list[list[str]], rows: list[list[str]], notes: dict[str, str], blank: int = BLANK_ROWS):
    """Cards for the rows and `blank` empty ones after them."""
    whole = [*rows, *([""] * len(columns) for _ in range(blank))]
    return [
        CardOfRow(
            number,
            [
                Field(f"o{number}-{at}", label, row[at] if at < len(row) else "", notes.get(f"{number}:{at}", ""))
                for at, (_, label) in enumerate(columns)
            ],
            notes.get(f"{number}:", ""),
        )
        for number, row in enumerate(whole)
    ]


def rows_of(data, columns: list[list[str]]) -> list[list[str]]:
    """The rows that a page sent, blank ones left out; `xoa` ticks those to be taken out of the answer."""
    count = data.get("so-dong", "0")
    gone = set(data.getlist("xoa"))
    rows = [
        [data.get(f"o{number}-{at}", "")[:2000].strip() for at in range(len(columns))]
        for number in range(min(int(count) if count.isdecimal() else 0, MOST_ON_PAGE * 4))
        if str(number) not in gone
    ]
    return [row for row in rows if any(row)]
