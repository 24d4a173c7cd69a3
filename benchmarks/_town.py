"""An invented town with as many establishments as asked for, to measure on."""

import random
from datetime import date

WORDS = ("Lò gạch", "Cưa xẻ gỗ", "Cơ khí", "Bún gạo", "Phế liệu", "Nem", "Bánh phồng", "Mộc", "May", "Đóng ghe")
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Đặng", "Võ", "Đỗ", "Bùi", "Ngô")
GIVEN = ("Đào", "Ẩn", "Út", "Bảy", "Hải", "Mận", "Đẹt", "Tư", "Sáu", "Lành", "Phượng", "Yến")
RARE, HITS = "Sông Tiền Đỏ", 85
"""This name stands on exactly so many rows."""


def officer():
    """An officer who writes everywhere, with a ward to put rows in."""
    from lotrinh.areas.choices import AreaKind
    from lotrinh.areas.models import Area
    from lotrinh.core.models import AuditEntry, User

    user = User.objects.create_superuser("bench", full_name="Người đo")
    entry = AuditEntry.objects.create(deed="Dựng dữ liệu đo", by=user)
    area = Area.objects.create(
        code="1",
        name="Thử",
        full_name="phường Thử",
        kind=AreaKind.WARD,
        path="1",
        valid_from=date(2025, 7, 1),
        entry=entry,
    )
    return user, area, entry


def establishments(count: int, area):
    """Unsaved establishments, the same at every call."""
    from lotrinh.establishments.choices import TradeType
    from lotrinh.establishments.models import Establishment

    chance = random.Random(7)
    trades = list(TradeType)
    rare = set(chance.sample(range(count), HITS)) if count >= HITS else set()
    for number in range(count):
        name = f"{chance.choice(WORDS)} {chance.choice(GIVEN)} {number % 977}"
        yield Establishment(
            code=f"CS{number:06d}",
            name=f"{name} {RARE}" if number in rare else name,
            trade=chance.choice(trades),
            area=area,
            address=f"{chance.randrange(1, 400)} đường Số {chance.randrange(1, 60)}",
            land_area_m2=chance.randrange(50, 9000),
            opened_on=date(chance.randrange(1990, 2025), chance.randrange(1, 13), chance.randrange(1, 28)),
            owner_name=f"{chance.choice(FAMILY)} {chance.choice(GIVEN)}",
        )


def plain_insert(rows, entry) -> tuple[str, list[list]]:
    """The INSERT of one establishment and the values of each row, as a program without a kernel would send them."""
    from django.db import connection

    from lotrinh.establishments.models import Establishment

    fields = [f for f in Establishment._meta.concrete_fields if not f.primary_key]
    quote = connection.ops.quote_name
    values = []
    for row in rows:
        row.entry = entry
        values.append([f.get_db_prep_save(f.pre_save(row, True), connection) for f in fields])
    columns, marks = ", ".join(quote(f.column) for f in fields), ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quote(Establishment._meta.db_table)} ({columns}) VALUES ({marks})", values


def empty_establishments() -> None:
    from django.db import connection

    from lotrinh.core.models import ImportRow
    from lotrinh.establishments.models import Establishment

    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in (ImportRow, Establishment.history.model, Establishment):
            cursor.execute(f"DELETE FROM {quote(model._meta.db_table)}")
