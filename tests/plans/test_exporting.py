"""Out again: what officers corrected, added and shared out stands in the Word file, and reads back the same."""

import io
import os
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from docx import Document as WordDocument

from lotrinh.organizations.choices import Role
from lotrinh.plans import actions, reading
from lotrinh.plans.choices import Review, Source
from lotrinh.plans.compiler.pipeline import compile_document
from lotrinh.plans.exporting import _held, docx_of, paper_of, read_back
from lotrinh.plans.models import Claim, PlanBlock, Target, Task
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import (
    AssignmentFactory,
    DraftFactory,
    ProgrammeFactory,
    SentenceFactory,
    TargetFactory,
    TaskFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db

CORPUS = Path(os.environ.get("LOTRINH_CORPUS", "../shared/corpus"))


@pytest.fixture
def owner():
    return OrganizationFactory(name="Phòng Kinh tế phường Muối")


@pytest.fixture
def officer(owner):
    return person(Role.PLAN_OFFICER, owner)


@pytest.fixture
def version(owner):
    return VersionFactory(
        programme=ProgrammeFactory(owner=owner), kind="KẾ HOẠCH", title="Phát triển nghề muối", number="12/KH-UBND"
    )


@pytest.fixture
def ordered(version):
    """An order in a section of its own, of which nothing was kept."""
    PlanBlock.objects.create(version=version, index=0, kind="heading", level=1, label="I.", text="I. NHIỆM VỤ")
    order = SentenceFactory(version=version, text="Phòng Kinh tế phường Muối chủ trì lập bản đồ ruộng muối.")
    SentenceFactory(version=version, text="Kế hoạch này được công bố rộng rãi.")
    return order


def text_of(version):
    return "\n".join(passage.text for passage in paper_of(version).passages)


def test_what_was_not_corrected_keeps_its_words(version):
    sentence = SentenceFactory(version=version, text="Phấn đấu trên 80% ruộng muối được trải bạt.")
    TargetFactory(version=version, sentence=sentence)
    assert text_of(version) == sentence.text


def test_a_corrected_number_stands_in_its_sentence(version):
    sentence = SentenceFactory(version=version, text="Phấn đấu trên 8O% ruộng muối được trải bạt.")
    TargetFactory(version=version, sentence=sentence, review=Review.CORRECTED, name="Ruộng muối được trải bạt")
    assert text_of(version) == "Đến năm 2030, ruộng muối được trải bạt đạt trên 80%."


def test_what_was_added_at_execution_has_a_part_of_its_own(version):
    task = TaskFactory(version=version, sentence=None, source=Source.EXECUTION, name="Rà soát ruộng bỏ hoang")
    AssignmentFactory(task=task, organization=OrganizationFactory(name="Trạm Khuyến nông phường Muối"))
    heading, table = paper_of(version).passages
    assert heading.text == "I. NỘI DUNG BỔ SUNG KHI THỰC HIỆN"
    assert table.rows[1] == ("1", "Rà soát ruộng bỏ hoang", "Trạm Khuyến nông phường Muối")


def test_a_unit_given_a_part_later_is_named_after_the_last_section(version):
    """Under the last section of the text it would be taken for one of those that the section is about."""
    heading = SentenceFactory(version=version, text="IV. MẶT TRẬN TỔ QUỐC").block
    type(heading).objects.filter(pk=heading.pk).update(level=1, label="IV.")
    task = TaskFactory(version=version, sentence=SentenceFactory(version=version), name="Rà soát ruộng bỏ hoang")
    unit = OrganizationFactory(name="Trạm Khuyến nông phường Muối")
    AssignmentFactory(task=task, organization=unit, source=Source.EXECUTION)
    heading, table = paper_of(version).passages[-2:]
    assert heading.text == "V. NỘI DUNG BỔ SUNG KHI THỰC HIỆN"
    assert table.rows[1] == ("1", "Rà soát ruộng bỏ hoang", "Trạm Khuyến nông phường Muối")


def test_shares_stand_in_an_annex(version, officer):
    target = TargetFactory(version=version, value=Decimal(100), unit="kho")
    units = [OrganizationFactory(name=f"Ủy ban nhân dân phường {n}") for n in "AB"]
    actions.share_out(target=target, units=units, values={units[0]: Decimal(60), units[1]: Decimal(30)}, by=officer)
    document = WordDocument(io.BytesIO(docx_of(version)))
    cells = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    assert cells[1:] == [
        ["1", "Ủy ban nhân dân phường A", "60"],
        ["2", "Ủy ban nhân dân phường B", "30"],
        ["", "Tổng cộng", "90"],
    ]


def test_the_file_reads_back_as_the_data(version, ordered, officer):
    """Kept, added and shared out: all of it comes back."""
    task = TaskFactory(version=version, sentence=ordered, name="Lập bản đồ ruộng muối")
    AssignmentFactory(task=task, organization=OrganizationFactory(), printed="Phòng Kinh tế phường Muối")
    target = TargetFactory(version=version, sentence=None, source=Source.EXECUTION, name="Tỷ lệ ruộng muối trải bạt")
    unit = OrganizationFactory()
    actions.share_out(target=target, units=[unit], values={unit: Decimal(80)}, by=officer)
    told = read_back(version)
    assert (told.lost, told.gained) == ((), ())


def test_a_rejected_item_is_told_since_its_words_stay(version, ordered):
    assert "chủ trì: phong kinh te phuong muoi" in read_back(version).gained


def test_the_officer_downloads_and_others_find_nothing(client, version, officer):
    SentenceFactory(version=version)
    for name in ("plans:export", "plans:export_docx"):
        client.force_login(officer)
        assert client.get(reverse(name, args=[version.pk])).status_code == 200
        client.force_login(person(Role.PLAN_OFFICER))
        assert client.get(reverse(name, args=[version.pk])).status_code == 404


def test_the_page_tells_whether_it_reads_back(client, version, ordered, officer):
    client.force_login(officer)
    page = client.get(reverse("plans:export", args=[version.pk]), {"doc-lai": 1}).content.decode()
    assert "chủ trì: phong kinh te phuong muoi" in page


def test_a_text_that_is_still_being_read_is_not_exported(client, owner, officer):
    version = DraftFactory(programme=ProgrammeFactory(owner=owner), state="reading")
    client.force_login(officer)
    assert client.get(reverse("plans:export_docx", args=[version.pk])).status_code == 409


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}: set LOTRINH_CORPUS")
def test_real_plans_lose_next_to_nothing(owner):
    """Of all that the development documents hold, at most one in a hundred is not read back."""
    names = (
        "luongminh-mttq-16-bau-cu.docx",
        "bacninh-144-kinh-te-so.md",
        "caolanh.txt",
        "dongthap-617-cds-doanh-nghiep.md",
    )
    held = lost = 0
    for name in names:
        version = DraftFactory(programme=ProgrammeFactory(owner=owner))
        compiled = compile_document((CORPUS / name).read_bytes(), name)
        reading.write_compiled(version, compiled, by=person(Role.PLAN_OFFICER, owner))
        for model in (Target, Task, Claim):
            model.objects.filter(version=version).update(review=Review.ACCEPTED)
        version.refresh_from_db()
        held += sum(1 for _ in _held(version))
        lost += len(read_back(version).lost)
    assert lost <= held / 100
