from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate
from docx import Document

from lotrinh.documents.models import OfficialDocument
from lotrinh.followups.models import Minutes, Order
from lotrinh.organizations.choices import Role
from tests.followups.factories import leader_and_unit
from tests.organizations.factories import OrganizationFactory, person

pytestmark = pytest.mark.django_db

WHEN = localdate() + timedelta(days=20)


@pytest.fixture
def sides():
    return leader_and_unit()


def words(unit) -> str:
    return f"""ỦY BAN NHÂN DÂN
PHƯỜNG THỬ
Số: 45/TB-UBND
Phường Thử, ngày 20 tháng 11 năm 2025

THÔNG BÁO
Kết luận tại cuộc họp giao ban tuần

Sau khi nghe báo cáo, Chủ tịch kết luận như sau:
1. Giao {unit.name} rà soát các lô đất còn trống trong cụm, báo cáo trước ngày {WHEN:%d/%m/%Y}.
2. Giao Trung tâm Chưa Có Tên tổng hợp số liệu thu hút đầu tư.

Nơi nhận:
- Như trên;
- Lưu: VT.
"""


def read(client, sides) -> Minutes:
    leader, unit = sides
    client.force_login(leader)
    answer = client.post(reverse("monitoring:minutes-new"), {"words": words(unit)})
    assert answer.status_code == 302, answer.content.decode()
    return Minutes.objects.get()


def reviewed(minutes, unit, **changes) -> dict:
    head = {
        "number": "45/TB-UBND",
        "kind": "notification",
        "issuer": "UBND phường Thử",
        "issued_on": "20/11/2025",
        "title": "Kết luận",
    }
    line = {"v0-chosen": "on", "v0-what": "Rà soát.", "v0-unit": unit.pk, "v0-due": f"{WHEN:%d/%m/%Y}"}
    return head | line | changes


def test_units_deeds_and_days_are_read_and_nothing_is_ordered_yet(client, sides):
    minutes = read(client, sides)
    first = minutes.proposals[0]
    assert (first["unit"], first["due"], first["sure_due"]) == (sides[1].pk, WHEN.isoformat(), True)
    assert minutes.header["number"] == "45/TB-UBND"
    assert not Order.objects.exists()
    page = client.get(minutes.get_absolute_url()).content.decode()
    assert "chưa rõ là đơn vị nào" in page or "không nêu đơn vị" in page


def in_word(unit) -> SimpleUploadedFile:
    """As an office types it: its head in a table, automatic numbers, a table of who does what by when."""
    paper = Document()
    head = paper.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nPHƯỜNG THỬ\n\nSố: 45/TB-UBND"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nPhường Thử, ngày 20 tháng 11 năm 2025"
    paper.add_paragraph("THÔNG BÁO")
    paper.add_paragraph("Kết luận tại cuộc họp giao ban tuần")
    paper.add_paragraph("Sau khi nghe báo cáo, Chủ tịch kết luận như sau:")
    text = f"Giao {unit.name} rà soát các lô đất còn trống, báo cáo trước ngày {WHEN:%d/%m/%Y}."
    paper.add_paragraph(text, style="List Number")
    rows = [
        ("STT", "Nội dung", "Đơn vị chủ trì", "Thời hạn"),
        ("1", "Lập danh sách hộ kinh doanh", unit.name, f"{WHEN:%d/%m/%Y}"),
    ]
    table = paper.add_table(rows=len(rows), cols=4)
    for cells, row in zip(rows, table.rows, strict=True):
        for words, cell in zip(cells, row.cells, strict=True):
            cell.text = words
    kept = BytesIO()
    paper.save(kept)
    return SimpleUploadedFile("Thông báo giao ban.docx", kept.getvalue())


def test_minutes_in_word_give_their_list_and_their_table(client, sides):
    leader, unit = sides
    client.force_login(leader)
    answer = client.post(reverse("monitoring:minutes-new"), {"file": in_word(unit)})
    minutes = Minutes.objects.get()
    assert answer.status_code == 302 and minutes.header["number"] == "45/TB-UBND"
    read = [(one["what"][:9], one["unit"], one["due"], one["sure_due"]) for one in minutes.proposals]
    assert read == [
        (f"Giao {unit.name}"[:9], unit.pk, WHEN.isoformat(), True),
        ("Lập danh ", unit.pk, WHEN.isoformat(), True),
    ]


def test_the_reviewed_batch_is_given_with_its_document_registered(client, sides):
    minutes = read(client, sides)
    client.post(minutes.get_absolute_url(), reviewed(minutes, sides[1]))
    order = Order.objects.get()
    document = OfficialDocument.objects.get()
    assert (order.unit, order.document, order.register, order.key) == (sides[1], document, "van-ban", str(document.pk))
    assert order.quote
    assert client.get(reverse("followups:order-matter", args=[order.pk])).status_code == 302


def test_confirmed_twice_orders_nothing_twice(client, sides):
    minutes = read(client, sides)
    for _ in range(2):
        client.post(minutes.get_absolute_url(), reviewed(minutes, sides[1]))
    assert Order.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"v0-unit": ""}, id="no unit"),
        pytest.param({"v0-unit": "999999"}, id="a unit out of reach"),
        pytest.param({"v0-unit": "x"}, id="no key"),
        pytest.param({"v0-due": "01/01/2020"}, id="a past day"),
        pytest.param({"v0-what": " "}, id="nothing said"),
        pytest.param({"v0-chosen": ""}, id="nothing ticked"),
        pytest.param({"number": ""}, id="no number"),
        pytest.param({"issued_on": "31/02/2025"}, id="no such day"),
    ],
)
def test_one_wrong_line_orders_nothing_and_registers_nothing(client, sides, changes):
    minutes = read(client, sides)
    answer = client.post(minutes.get_absolute_url(), reviewed(minutes, sides[1], **changes))
    assert answer.status_code == 422
    assert not Order.objects.exists() and not OfficialDocument.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4")}, id="another kind"),
        pytest.param({"file": SimpleUploadedFile("a.docx", b"PK\x03\x04 nonsense")}, id="no Word file"),
    ],
)
def test_what_cannot_be_read_says_so(client, sides, sent):
    client.force_login(sides[0])
    assert client.post(reverse("monitoring:minutes-new"), sent).status_code == 422
    assert not Minutes.objects.exists()


def test_only_whoever_orders_brings_minutes_in_and_only_the_own_unit_reads_them(client, sides):
    minutes = read(client, sides)
    client.force_login(person())
    assert client.get(reverse("monitoring:minutes-new")).status_code == 403
    client.force_login(person(Role.LEADER, OrganizationFactory()))
    assert client.get(minutes.get_absolute_url()).status_code == 404
