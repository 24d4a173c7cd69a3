"""What the compiler gives becomes rows."""

from datetime import date
from decimal import Decimal

import pytest

from lotrinh.documents.choices import DocumentKind
from lotrinh.documents.models import OfficialDocument
from lotrinh.organizations.choices import OrganizationKind, Role
from lotrinh.plans import reading
from lotrinh.plans.choices import Review, Source, VersionState
from lotrinh.plans.compiler.values import SentenceKind
from lotrinh.plans.errors import NotADraft
from lotrinh.plans.models import Claim, Finding, PlanBlock, ProgrammeLink, Sentence, Target, Task, TaskAssignment
from lotrinh.plans.reading.rows import WITHOUT_NUMBER
from tests.areas.factories import AreaFactory, ProvinceFactory
from tests.core.factories import AuditEntryFactory
from tests.organizations.factories import OrganizationFactory, OrganizationSuccessionFactory, person
from tests.plans.factories import DraftFactory, ProgrammeFactory, VersionFactory
from tests.plans.made import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    area = AreaFactory(parent=ProvinceFactory(), name="Phường Muối", valid_from=date(2000, 1, 1))
    return OrganizationFactory(name="Phòng Kinh tế phường Muối", short_name="P. KT Muối", area=area)


@pytest.fixture
def draft(owner):
    return DraftFactory(programme=ProgrammeFactory(owner=owner, name="ke-hoach"))


def read(version, document: Document, owner=None):
    by = person(Role.PLAN_OFFICER, owner) if owner else person(Role.ADMINISTRATOR)
    return reading.write_compiled(version, document.compiled(), by=by)


def test_every_block_is_kept_in_its_order(draft):
    document = Document()
    document.heading(1, "I.", "MỤC TIÊU")
    document.sentence("Nghề muối lớn lên.")
    read(draft, document)
    assert list(draft.blocks.values_list("kind", "level", "label")) == [("heading", 1, "I."), ("paragraph", None, "")]


def test_a_lost_number_follows_from_the_headings_beside_it_and_is_marked(draft):
    document = Document()
    for label in ("1.", None, None, "4."):
        document.heading(2, label, "Việc")
    read(draft, document)
    assert list(draft.blocks.values_list("label", "label_inferred")) == [
        ("1.", False),
        ("2.", True),
        ("3.", True),
        ("4.", False),
    ]


def test_a_sentence_is_cited_as_a_reader_would(draft):
    document = Document()
    document.heading(1, "II.", "NHIỆM VỤ")
    document.heading(2, "5.", "Hỗ trợ")
    document.sentence("Câu thứ nhất.")
    document.sentence("Câu thứ hai.")
    read(draft, document)
    assert [s.place for s in Sentence.objects.in_order()] == ["II.5, đoạn 1", "II.5, đoạn 2"]


def test_the_programme_takes_the_name_of_its_title_when_it_was_named_by_its_file(draft):
    read(draft, Document(title="Phát triển nghề muối"))
    draft.programme.refresh_from_db()
    assert draft.programme.name == "Phát triển nghề muối"


def test_a_name_given_by_people_stays(owner):
    draft = DraftFactory(programme=ProgrammeFactory(owner=owner, name="Chương trình muối"))
    read(draft, Document(title="Phát triển nghề muối"))
    draft.programme.refresh_from_db()
    assert draft.programme.name == "Chương trình muối"


def test_without_a_printed_date_the_latest_document_cited_bounds_it(draft):
    document = Document(dated=None)
    document.basis("12-KL/TU", "Kết luận", dated=date(2021, 11, 26))
    document.basis("53-KH/TU", "Kế hoạch", dated=date(2022, 3, 21))
    read(draft, document)
    assert (draft.dated, draft.not_before) == (None, date(2022, 3, 21))


def test_plans_it_carries_out_are_linked_but_laws_are_not(draft):
    other = VersionFactory(number="53-KH/TU")
    document = Document()
    document.basis("53-KH/TU", "Kế hoạch", issuer="Thành ủy")
    document.basis("", "Luật Đất đai")
    read(draft, document)
    assert [link.other for link in ProgrammeLink.objects.filter(programme=draft.programme)] == [other.programme]


def test_a_target_keeps_number_comparator_and_last_day(draft):
    document = Document()
    document.target("Trên 80% ruộng muối trải bạt.", 80, by="2030")
    read(draft, document)
    target = Target.objects.get()
    assert (target.value, target.comparator, target.by) == (Decimal(80), ">", date(2030, 12, 31))
    assert target.sentence.text == "Trên 80% ruộng muối trải bạt."


def test_a_promise_without_a_number_becomes_an_uncertain_target(draft):
    document = Document()
    document.heading(3, "*", "Đến năm 2030")
    document.sentence("Di dời các lò muối ra khỏi khu dân cư.", SentenceKind.PROMISE)
    read(draft, document)
    target = Target.objects.get()
    assert (target.value, target.by, target.confidence) == (None, date(2030, 12, 31), WITHOUT_NUMBER)


@pytest.mark.parametrize("value", [1e18, float("inf")])
def test_a_number_too_large_for_a_plan_is_no_number(draft, value):
    document = Document()
    document.target("Đạt thật nhiều.", value)
    read(draft, document)
    assert Target.objects.get().value is None


def test_a_range_stands_the_right_way_round(draft):
    document = Document()
    document.target("Từ 20 đến 30%.", 30, comparator="range", high=20)
    read(draft, document)
    assert (Target.objects.get().value, Target.objects.get().value_high) == (20, 30)


def test_a_unit_is_found_by_the_beginning_of_its_name_in_the_territory_of_the_owner(draft, owner):
    OrganizationFactory(name="Phòng Kinh tế phường Xa")
    document = Document()
    document.task("Hướng dẫn hộ làm muối.", ("Phòng Kinh tế", "lead"))
    read(draft, document)
    part = TaskAssignment.objects.get()
    assert (part.organization, part.printed, part.source) == (owner, "Phòng Kinh tế", Source.PLAN)


def test_a_unit_that_nobody_knows_stays_as_printed(draft):
    document = Document()
    document.task("Kiểm tra chất lượng.", ("Chi cục Tiêu chuẩn", "lead"))
    read(draft, document)
    part = TaskAssignment.objects.get()
    assert (part.organization, part.printed, part.candidates) == (None, "Chi cục Tiêu chuẩn", [])


def test_a_unit_that_was_divided_offers_its_successors_first(draft, owner):
    former = OrganizationFactory(
        name="Trung tâm Muối", area=owner.area, valid_from=date(2000, 1, 1), valid_to=date(2025, 6, 30)
    )
    heirs = [OrganizationSuccessionFactory(predecessor=former).successor for _ in range(2)]
    document = Document()
    document.task("Tập huấn.", ("Trung tâm Muối", "lead"))
    read(draft, document)
    part = TaskAssignment.objects.get()
    assert part.organization is None
    assert part.candidates == [heirs[0].pk, heirs[1].pk, former.pk]


def test_all_committees_of_communes_are_offered_for_their_group(draft, owner):
    committee = OrganizationFactory(
        name="Ủy ban nhân dân phường Muối", kind=OrganizationKind.COMMITTEE, area=owner.area
    )
    document = Document()
    document.task("Vận động hộ dân.", ("UBND các xã, phường", "implement"))
    read(draft, document)
    assert TaskAssignment.objects.get().candidates == [committee.pk]


def test_the_front_is_found_without_the_name_of_its_committee(draft, owner):
    front = OrganizationFactory(
        name="Ủy ban Mặt trận Tổ quốc Việt Nam phường Muối", kind=OrganizationKind.FRONT, area=owner.area
    )
    document = Document()
    document.task("Tham gia tuyên truyền.", ("Mặt trận Tổ quốc", "implement"))
    read(draft, document)
    assert TaskAssignment.objects.get().organization == front


def test_the_bullet_of_print_is_no_part_of_a_name(draft):
    document = Document()
    document.task("- Mở lớp dạy nghề.")
    document.sentence("3. Di dời các lò muối .", SentenceKind.PROMISE)  # a footnote was called between
    read(draft, document)
    assert (Task.objects.get().name, Target.objects.get().name) == ("Mở lớp dạy nghề.", "Di dời các lò muối.")


def test_parts_of_a_claim_know_their_whole(draft):
    document = Document(issuer="Ủy ban nhân dân phường Muối")
    whole = document.claim("193 cơ sở", 193)
    document.claim("52 cơ sở cưa", 52, whole)
    read(draft, document)
    part = Claim.objects.get(value=52)
    assert (part.whole.value, part.said_by, part.said_on) == (193, "Ủy ban nhân dân phường Muối", date(2022, 3, 1))


def test_a_finding_stands_at_its_block(draft):
    document = Document()
    place = document.sentence("Tổng là 193.")
    document.finding("C001", place)
    document.finding("P001")
    read(draft, document)
    assert list(Finding.objects.values_list("rule", "block__index")) == [("C001", 0), ("P001", None)]


def test_what_is_read_waits_for_review(draft):
    document = Document()
    document.task("Việc.")
    read(draft, document)
    assert Task.objects.get().review == Review.PENDING
    assert draft.state == VersionState.DRAFT


def test_reading_again_gives_the_same_rows_once(draft):
    document = Document()
    document.basis("53-KH/TU", "Kế hoạch")
    document.target("Trên 80% ruộng muối trải bạt.")
    document.task("Việc.", ("Phòng Kinh tế", "lead"))
    for _ in range(2):
        read(draft, document)
    counts = [model.objects.count() for model in (PlanBlock, Sentence, Target, Task, TaskAssignment, ProgrammeLink)]
    assert counts == [3, 2, 1, 1, 1, 1]


def test_a_text_in_force_is_not_read_over():
    version = VersionFactory()
    with pytest.raises(NotADraft):
        read(version, Document())


def test_a_long_plan_takes_few_queries(draft, django_assert_max_num_queries):
    document = Document()
    for number in range(600):
        document.task(
            f"Việc số {number} của kế hoạch.", ("Phòng Kinh tế", "lead"), ("UBND các xã, phường", "implement")
        )
        document.target(f"Chỉ tiêu {number} đạt trên 80%.")
    with django_assert_max_num_queries(120):
        read(draft, document)
    assert Task.objects.count() == 600


def test_a_basis_that_the_register_knows_to_have_ended_is_told(draft, owner):
    OfficialDocument.objects.create(
        number="68/2019/QĐ-TTg",
        kind=DocumentKind.DECISION,
        issuer="Thủ tướng Chính phủ",
        issued_on=date(2019, 2, 18),
        title="Một chương trình",
        ended_on=date(2024, 1, 1),
        ended_by="5/2024/QĐ-TTg",
        entry=AuditEntryFactory(),
    )
    plan = (
        "UBND XÃ MẪU\nSố: 12/KH-UBND\nXã Mẫu, ngày 20 tháng 11 năm 2025\nKẾ HOẠCH\nThử\n\n"
        "Căn cứ Quyết định số 68/2019/QĐ-TTg ngày 18/02/2019 của Thủ tướng Chính phủ;\n\n"
        "I. MỤC TIÊU\n- Đến năm 2030, trên 85% lô đất được thuê.\n"
    )
    reading.read_into(draft, plan.encode(), by=person(Role.PLAN_OFFICER, owner))
    (finding,) = Finding.objects.filter(version=draft, rule="R008")
    assert "01/01/2024 (theo 5/2024/QĐ-TTg)" in finding.message and finding.block is not None
