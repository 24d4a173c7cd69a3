import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from lotrinh.organizations.choices import Role
from lotrinh.reporting import actions
from lotrinh.reporting.choices import ReportState
from lotrinh.reporting.models import Report, ReportRegime
from tests.organizations.factories import OrganizationFactory, person
from tests.plans.factories import ProgrammeFactory, VersionFactory
from tests.reporting.factories import Q1, Q2, followed_target, issued, leader_of, officer_of, redeclare

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(regime, officer):
    followed_target(regime, q1=60, q2=65)
    return actions.draft_report(regime=regime, period=Q1, by=officer)


@pytest.fixture
def signed_in(client):
    def sign_in(who):
        client.force_login(who)
        return client

    return sign_in


TABS = ("report", "figures", "checks", "versions", "preview", "docx", "pdf")


@pytest.mark.parametrize("page", TABS)
def test_every_page_opens_for_the_unit_and_for_nobody_else(signed_in, officer, report, page):
    address = reverse(f"reporting:{page}", args=[report.pk])
    assert signed_in(officer).get(address).status_code == 200
    for other in (person(Role.PLAN_OFFICER), person(Role.LEADER), person(Role.PARTNER)):
        assert signed_in(other).get(address).status_code == 404


def test_pages_send_strangers_to_sign_in(client, report):
    for page in TABS:
        assert client.get(reverse(f"reporting:{page}", args=[report.pk])).status_code == 302


@pytest.mark.parametrize("deed", ["refresh", "submit", "return", "agree", "issue", "signed", "withdraw"])
def test_another_unit_s_people_are_refused_at_every_deed(signed_in, report, deed):
    for role in (Role.PLAN_OFFICER, Role.LEADER):
        response = signed_in(person(role)).post(reverse(f"reporting:{deed}", args=[report.pk]), {"note": "x"})
        assert response.status_code == 404
    report.refresh_from_db()
    assert report.state == "draft"


def test_another_unit_neither_lists_nor_compares_nor_writes_it(signed_in, report):
    client = signed_in(person(Role.PLAN_OFFICER))
    assert report.title not in client.get(reverse("reporting:index")).content.decode()
    assert client.get(reverse("reporting:compare"), {"a": report.pk, "b": report.pk}).status_code == 404
    assert client.post(reverse("reporting:section", args=[report.pk, "ket"]), {"words": "x"}).status_code == 404


def test_another_unit_s_regime_is_no_choice(signed_in, regime):
    client = signed_in(person(Role.PLAN_OFFICER))
    response = client.post(reverse("reporting:new"), {"regime": regime.pk, "period": Q1.key, "sent_as": "0" * 32})
    assert response.status_code == 422
    assert not Report.objects.exists()
    assert client.get(reverse("reporting:regime", args=[regime.pk])).status_code == 404


def test_a_proposed_regime_is_saved_as_it_stands(signed_in):
    unit = OrganizationFactory(name="Phòng Kinh tế phường Thử")
    programme = VersionFactory(programme=ProgrammeFactory(owner=unit)).programme
    client = signed_in(officer_of(unit))
    address = f"{reverse('reporting:regime-new')}?chuong-trinh={programme.pk}"
    form = client.get(address).context["form"]
    sent = {field.html_name: field.value() for field in form if field.value() is not None}
    assert client.post(address, sent).status_code == 302
    assert ReportRegime.objects.get().reporter == unit


def test_a_recipient_reads_it_once_it_has_left(signed_in, regime):
    department = OrganizationFactory()
    regime.recipient_units.add(department)
    reader = person(Role.LEADER, department)
    followed_target(regime, q1=60)
    draft = actions.draft_report(regime=regime, period=Q2, by=officer_of(regime.reporter))
    left = issued(regime, Q1)
    assert signed_in(reader).get(draft.get_absolute_url()).status_code == 404
    assert signed_in(reader).get(left.get_absolute_url()).status_code == 200
    assert signed_in(reader).get(left.issue.pdf.get_absolute_url()).status_code == 200


def test_files_of_a_report_are_refused_to_another_unit(signed_in, regime):
    left = issued(regime, Q1)
    address = left.issue.docx.get_absolute_url()
    assert signed_in(officer_of(regime.reporter)).get(address).status_code == 200
    assert signed_in(person(Role.PLAN_OFFICER)).get(address).status_code == 404


def test_the_words_show_figures_as_chips_and_notices_beside_them(signed_in, officer, report):
    actions.write_section(report=report, key="kien-nghi", words="Xin cấp 12 tỷ đồng.", seen=None, by=officer)
    page = signed_in(officer).get(report.get_absolute_url()).content.decode()
    assert 'id="chips"' in page
    assert "Phải sửa: “12”" in page
    assert "<script>" not in page


def test_a_section_is_saved_and_the_second_writer_sees_the_first(signed_in, officer, report):
    section = report.sections.get(key="kien-nghi")
    address = reverse("reporting:section", args=[report.pk, "kien-nghi"])
    client = signed_in(officer)
    assert client.post(address, {"words": "Một.", "seen": section.entry_id}).status_code == 302
    second = client.post(address, {"words": "Hai.", "seen": section.entry_id})
    assert second.status_code == 409
    assert "Một." in second.content.decode()
    assert ">Hai.</textarea>" in second.content.decode()


def test_a_report_goes_from_its_form_to_its_issue(signed_in, regime, officer):
    followed_target(regime, q1=60)
    signed_in(officer).post(reverse("reporting:new"), {"regime": regime.pk, "period": Q1.key, "sent_as": "a" * 32})
    report = Report.objects.get()
    signed_in(officer).post(reverse("reporting:submit", args=[report.pk]))
    signed_in(leader_of(regime.reporter)).post(reverse("reporting:agree", args=[report.pk]))
    form = {
        "number": 3,
        "issued_on": "20/03/2026",
        "signer_lines": "KT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG",
        "signer_name": "Trần Thị Thử",
    }
    signed = SimpleUploadedFile("ky.pdf", b"%PDF-1.7 ky")
    response = signed_in(officer).post(
        reverse("reporting:issue", args=[report.pk]), form | {"signed": signed}, follow=True
    )
    page = response.content.decode()
    assert "03/BC-KT" in page
    assert "bản ký số" in page


def test_a_day_that_does_not_exist_is_told_with_the_last_of_its_month(signed_in, regime, officer):
    report = actions.draft_report(regime=regime, period=Q1, by=officer)
    actions.submit(report=report, by=officer)
    actions.agree(report=report, by=leader_of(regime.reporter))
    page = signed_in(officer).post(
        reverse("reporting:issue", args=[report.pk]), {"number": 1, "issued_on": "31/02/2026"}
    )
    assert "tháng 2 năm 2026 chỉ có 28 ngày" in page.content.decode()


def test_a_replacement_shows_figures_before_and_after(signed_in, regime, officer):
    contract = followed_target(regime, q1=60)
    left = issued(regime, Q1)
    redeclare(contract, "2026-Q1", 58)
    fresh = actions.withdraw_and_replace(report=left, reason="Sai.", by=officer)
    page = signed_in(officer).get(reverse("reporting:figures", args=[fresh.pk])).content.decode()
    assert "Trước và sau khi đính chính" in page
    old = signed_in(officer).get(reverse("reporting:preview", args=[left.pk])).content.decode()
    assert "ĐÃ THU HỒI NGÀY" in old
    assert "60 %" in old


def test_a_signed_file_that_is_no_pdf_is_refused_with_the_kinds_taken(signed_in, regime, officer):
    left = issued(regime, Q1)
    fake = SimpleUploadedFile("ky.pdf", b"MZ\x00\x01")
    page = (
        signed_in(officer)
        .post(reverse("reporting:signed", args=[left.pk]), {"signed": fake}, follow=True)
        .content.decode()
    )
    assert "không đúng loại" in page


def test_a_report_whose_signed_file_is_refused_has_not_left(signed_in, regime, officer):
    report = actions.draft_report(regime=regime, period=Q1, by=officer)
    actions.submit(report=report, by=officer)
    actions.agree(report=report, by=leader_of(regime.reporter))
    form = {"number": 3, "issued_on": "20/03/2026", "signer_lines": "TRƯỞNG PHÒNG", "signer_name": "Trần Thị Thử"}
    fake = SimpleUploadedFile("ky.pdf", b"MZ\x00\x01")
    page = signed_in(officer).post(reverse("reporting:issue", args=[report.pk]), form | {"signed": fake})
    assert "không đúng loại" in page.content.decode()
    report.refresh_from_db()
    assert report.state == ReportState.AGREED


def test_who_writes_no_reports_is_offered_no_form(signed_in):
    assert signed_in(person(Role.PARTNER)).get(reverse("reporting:new")).status_code == 403


def test_a_report_issued_cannot_be_issued_again_by_going_back(signed_in, regime, officer):
    left = issued(regime, Q1)
    response = signed_in(officer).post(reverse("reporting:issue", args=[left.pk]), {"number": 9}, follow=True)
    assert "chưa ban hành được" in response.content.decode()


def test_the_withdraw_form_has_the_figures_that_changed_already_ticked(signed_in, regime, officer):
    contract = followed_target(regime, q1=60)
    left = issued(regime, Q1)
    redeclare(contract, "2026-Q1", 58)
    page = signed_in(officer).get(reverse("reporting:withdraw", args=[left.pk])).content.decode()
    assert "60 % → 58 %" in page
    assert page.count("checked") == 1


def test_the_word_file_follows_the_office_s_template_when_asked(signed_in, regime, officer, report):
    kept = io.BytesIO()
    template = Document()
    template.add_paragraph("Mẫu riêng: {{ trich_yeu }}")
    template.save(kept)
    upload = SimpleUploadedFile("mau.docx", kept.getvalue())
    signed_in(officer).post(reverse("reporting:regime-template", args=[regime.pk]), {"file": upload})
    answer = signed_in(officer).get(reverse("reporting:docx", args=[report.pk]), {"mau": ""})
    assert Document(io.BytesIO(answer.content)).paragraphs[0].text == f"Mẫu riêng: {report.title}"


def test_the_printed_report_has_sections_tables_and_the_appendix(signed_in, officer, report):
    page = signed_in(officer).get(reverse("reporting:preview", args=[report.pk])).content.decode()
    for text in (
        "I. TÌNH HÌNH VÀ CÔNG TÁC CHỈ ĐẠO",
        "II. KẾT QUẢ THỰC HIỆN",
        "60 %",
        "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU QUÝ I",
        "Nơi nhận",
    ):
        assert text in page


@pytest.mark.parametrize(("page", "most"), [("report", 24), ("figures", 24), ("checks", 26), ("versions", 22)])
def test_a_tab_asks_a_fixed_number_of_queries(signed_in, officer, report, page, most, django_assert_max_num_queries):
    client = signed_in(officer)
    with django_assert_max_num_queries(most):
        client.get(reverse(f"reporting:{page}", args=[report.pk]))


def test_the_list_asks_as_many_queries_for_many_reports_as_for_few(
    signed_in, regime, officer, django_assert_max_num_queries
):
    for number, period in enumerate((Q1, Q2), start=1):
        issued(regime, period, number=number)
    client = signed_in(officer)
    with django_assert_max_num_queries(14):
        client.get(reverse("reporting:index"))
