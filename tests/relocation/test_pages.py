"""Pages and doors of dossiers: what each shows, to whom, in how many queries."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from lotrinh.core.models import AuditEntry
from lotrinh.core.registers import all_registers, register_of
from lotrinh.establishments.models import Establishment
from lotrinh.organizations.choices import Role
from lotrinh.relocation.actions import tell_stopped
from lotrinh.relocation.choices import Step
from lotrinh.relocation.deeds import DEEDS
from lotrinh.relocation.models import Complaint, Dossier, ResidentsNear, StepTaken, SupportItem
from lotrinh.relocation.screening import ranking
from tests.areas.factories import AreaFactory, ProvinceFactory
from tests.establishments.factories import EstablishmentFactory
from tests.organizations.factories import person
from tests.relocation.factories import (
    ComplaintFactory,
    DossierFactory,
    FindingFactory,
    ListedDossierFactory,
    ResidentsFactory,
    StepTakenFactory,
    WeightsFactory,
)

pytestmark = pytest.mark.django_db
TODAY = localdate()
OF_A_DOSSIER = ("dossier", "verify", "link", "complainants", "sheet", "owner-paper")


@pytest.fixture
def row(ward):
    place = EstablishmentFactory(area=ward.area, name="Lò gạch Thử", owner_name="Nguyễn Văn Chủ", phone="0911222333")
    return DossierFactory(establishment=place)


def deed(client, slug, rows, stage="ghi", seen=None, **fields):
    stored = Dossier.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")
    mark = seen or ",".join(f"{one.pk}.{one.entry_id}" for one in stored)
    sent = {"dong": [row.pk for row in rows], "_giai_doan": stage, "_da_xem": mark, "on": f"{TODAY:%d/%m/%Y}", **fields}
    return client.post(reverse("relocation:deed", args=[slug]), sent)


@pytest.mark.parametrize("name", OF_A_DOSSIER)
def test_no_page_of_a_dossier_opens_in_another_ward(name, row, client, officer, stranger):
    address = reverse(f"relocation:{name}", args=[row.pk])
    client.force_login(stranger)
    assert client.get(address).status_code == 404
    client.force_login(officer)
    assert client.get(address).status_code == 200


def test_what_holds_a_dossier_up_is_told_from_its_page_and_its_row_by_its_own_ward(row, client, officer, stranger):
    door = f"{reverse('followups:block-new')}?so=ho-so-di-doi&dong={row.pk}"
    client.force_login(officer)
    for page in (reverse("relocation:dossier", args=[row.pk]), f"/so/ho-so-di-doi/{row.pk}/"):
        assert door.replace("&", "&amp;") in client.get(page).content.decode()
    assert client.get(door).status_code == 200
    client.force_login(stranger)
    assert client.get(door).status_code == 404


def test_who_said_it_stopped_reads_before_the_photo_that_another_goes_and_who(ward, client, officer, ward_officer):
    row = DossierFactory(establishment=EstablishmentFactory(area=ward.area), step=Step.AGREED, keeper=ward)
    tell_stopped(rows=[row], on=TODAY, by=ward_officer)
    for who, told in ((ward_officer, True), (officer, False)):
        client.force_login(who)
        page = client.get(reverse("relocation:verify", args=[row.pk])).content.decode()
        assert ("Bạn đã ghi cơ sở đã ngừng" in page and str(officer) in page) is told
        assert ('name="photo"' in page) is not told


@pytest.mark.parametrize("name", ["index", "exposure", "batch", "sheets", "letters", "survey", "near"])
def test_no_list_shows_another_ward_s_establishment(name, row, client, stranger):
    client.force_login(stranger)
    answer = client.get(reverse(f"relocation:{name}"), {"name": "lò gạch thử"})
    assert answer.status_code == 200 and "Lò gạch Thử" not in answer.content.decode()


@pytest.mark.parametrize("slug", DEEDS)
def test_no_deed_touches_another_ward_s_dossier(slug, row, client, stranger):
    client.force_login(stranger)
    assert deed(client, slug, [row]).status_code == 404


def test_without_a_role_nothing_opens(row, client):
    from tests.core.factories import UserFactory

    client.force_login(UserFactory())
    assert client.get(reverse("relocation:index")).status_code == 403


def test_a_leader_looks_and_does_not_write(row, client, ward):
    client.force_login(person(Role.LEADER, ward))
    shown = client.get(reverse("relocation:dossier", args=[row.pk]))
    assert shown.status_code == 200 and "0911222333" not in shown.content.decode()
    assert deed(client, "buoc", [row], step="surveyed", paper="x").status_code == 404


def test_the_owner_s_name_is_shown_to_few_and_the_look_is_noted(row, client, officer):
    client.force_login(officer)
    assert "0911222333" in client.get(reverse("relocation:dossier", args=[row.pk])).content.decode()
    assert AuditEntry.objects.filter(deed="Xem dữ liệu cá nhân của chủ cơ sở", by=officer).count() == 1


def test_a_batch_is_tried_first_and_keeps_nothing(row, ward, client, officer):
    other = DossierFactory(establishment=EstablishmentFactory(area=ward.area))
    client.force_login(officer)
    tried = deed(client, "buoc", [row, other], stage="xem", step="surveyed", paper="phiếu 1")
    assert "ghi được cả 2" in tried.content.decode() and not StepTaken.objects.exists()
    deed(client, "buoc", [row, other], step="surveyed", paper="phiếu 1")
    assert Dossier.objects.filter(step=Step.SURVEYED).count() == 2


def test_trying_says_what_stands_in_the_way_row_by_row(row, ward, client, officer):
    listed = ListedDossierFactory(establishment=EstablishmentFactory(area=ward.area, name="Xưởng cưa Đã Duyệt"))
    client.force_login(officer)
    tried = deed(client, "buoc", [row, listed], stage="xem", step="surveyed", paper="x").content.decode()
    assert "Xưởng cưa Đã Duyệt: đang ở bước" in tried


def test_a_deed_on_a_row_that_somebody_changed_meanwhile_is_refused(row, client, officer):
    client.force_login(officer)
    seen = f"{row.pk}.{row.entry_id}"
    deed(client, "tinh-trang", [row], side="suspended", reason="lũ")
    late = deed(client, "tinh-trang", [row], seen=seen, side="exempted", reason="đã sửa")
    row.refresh_from_db()
    assert late.status_code == 409 and row.side == "suspended"


def test_rows_of_deeds_alone_have_no_form_of_their_own(client, officer):
    client.force_login(officer)
    for model in (StepTaken, SupportItem):
        slug = register_of(model).slug
        assert client.get(reverse("registers:rows", args=[slug])).status_code == 200
        assert client.get(reverse("registers:add", args=[slug])).status_code == 404


def test_who_complained_stands_on_no_page_but_its_own(row, client, officer, ward_officer):
    complaint = ComplaintFactory(establishment=row.establishment)
    slug = register_of(Complaint).slug
    client.force_login(officer)
    pages = [
        reverse("registers:rows", args=[slug]),
        reverse("registers:detail", args=[slug, complaint.pk]),
        reverse("registers:edit", args=[slug, complaint.pk]),
        reverse("registers:export", args=[slug, "csv"]),
        reverse("relocation:dossier", args=[row.pk]),
        f"/api/v1/registers/{slug}",
    ]
    for page in pages:
        answer = client.get(page)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200, page
        assert "Lê Thị Kín".encode() not in body and b"0909123123" not in body, page
    own = reverse("relocation:complainants", args=[row.pk])
    assert "Lê Thị Kín" in client.get(own).content.decode()
    assert AuditEntry.objects.filter(deed="Xem tên người phản ánh", by=officer).count() == 1
    client.force_login(ward_officer)
    assert client.get(own).status_code == 404


def survey(client, **changes):
    sent = {
        "name": "Xưởng hàn Ba Lợi", "trade": "mechanical", "on": f"{TODAY:%d/%m/%Y}", "in_residential_area": "yes",
        "on_urban_residential_land": "yes", "latitude": "10,460000", "longitude": "105,630000", "within_50": "12",
        "ma_du_kien": "KS-0a1b2c3d", **changes,
    }  # fmt: skip
    return client.post(reverse("relocation:survey"), sent)


def test_a_survey_makes_establishment_dossier_and_count_at_once(client, ward, ward_officer):
    client.force_login(ward_officer)
    photo = SimpleUploadedFile("x.jpg", b"\xff\xd8\xff" + b"x" * 30)
    assert survey(client, area=ward.area.pk, photo=photo).status_code == 302
    place = Establishment.objects.get()
    assert (float(place.latitude), place.surveyed_on) == (10.46, TODAY)
    assert place.dossier.step == Step.SURVEYED and ResidentsNear.objects.get().rings == (12, 0, 0, 0)


def test_a_survey_sent_twice_is_one_establishment(client, ward, ward_officer):
    client.force_login(ward_officer)
    for _ in range(2):
        survey(client, area=ward.area.pk)
    assert Establishment.objects.count() == Dossier.objects.count() == ResidentsNear.objects.count() == 1


def test_a_survey_stays_in_one_s_own_ward(client, ward, stranger):
    client.force_login(stranger)
    assert survey(client, area=ward.area.pk).status_code == 422
    assert not Establishment.objects.exists()


def test_what_is_near_or_alike_is_suggested(client, ward, ward_officer):
    EstablishmentFactory(area=ward.area, name="Xưởng hàn Ba Lợi", latitude="10.460100", longitude="105.630000")
    EstablishmentFactory(area=ward.area, name="Quán Xa", latitude="10.470000", longitude="105.630000")
    client.force_login(ward_officer)
    found = client.get(
        reverse("relocation:near"), {"name": "hkd ba loi", "latitude": "10,46", "longitude": "105,63"}
    ).content.decode()
    assert "Xưởng hàn Ba Lợi" in found and "11 m" in found and "Quán Xa" not in found


def test_the_ranking_puts_who_is_nearest_to_most_people_first(ward, officer):
    WeightsFactory(area=ward.area, brick_kiln=2)
    few, many = (EstablishmentFactory(area=ward.area, trade="brick_kiln") for _ in range(2))
    ResidentsFactory(establishment=few)
    ResidentsFactory(establishment=many, within_50=100)
    unknown = EstablishmentFactory(area=ward.area)
    found = ranking(officer, TODAY)
    assert [one.establishment for one in found.ranked] == [many, few]
    assert found.ranked[1].score.value == 2 * 17.5
    assert [one.establishment for one in found.unknown] == [unknown]


def test_the_smallest_territory_s_weights_decide(ward, officer):
    province = ProvinceFactory()
    inner = AreaFactory(parent=province)
    WeightsFactory(area=province, mechanical=5)
    for area in (ward.area, inner):
        ResidentsFactory(establishment=EstablishmentFactory(area=area))
    WeightsFactory(area=ward.area, mechanical=3)
    everybody = person(Role.ADMINISTRATOR)
    assert [one.score.hazard for one in ranking(everybody, TODAY).ranked] == [5, 3]


def test_equal_scores_share_a_place(ward, officer):
    WeightsFactory(area=ward.area)
    for near in (5, 10, 10):
        ResidentsFactory(establishment=EstablishmentFactory(area=ward.area), within_50=near)
    assert [one.place for one in ranking(officer, TODAY).ranked] == [1, 1, 3]


def test_a_past_day_is_ranked_by_that_day_s_weights_and_counts(ward, officer):
    WeightsFactory(area=ward.area)
    WeightsFactory(area=ward.area, valid_from=date(2026, 6, 1), mechanical=3)
    place = EstablishmentFactory(area=ward.area)
    ResidentsFactory(establishment=place)
    ResidentsFactory(establishment=place, counted_on=date(2026, 6, 1), within_50=0)
    before, after = (ranking(officer, day).ranked[0].score.value for day in (date(2026, 5, 31), date(2026, 6, 1)))
    assert (before, round(after, 6)) == (17.5, 22.5)


def test_the_ranking_says_it_proves_no_harm(client, officer):
    client.force_login(officer)
    assert "không chứng minh" in client.get(reverse("relocation:exposure")).content.decode()


def test_the_sheets_come_as_a_word_file(client, row, officer):
    from docx import Document

    client.force_login(officer)
    data = client.get(reverse("relocation:sheet", args=[row.pk])).content
    assert any("Lò gạch Thử" in paragraph.text for paragraph in Document(BytesIO(data)).paragraphs)


@pytest.mark.parametrize(("name", "most"), [("index", 20), ("exposure", 16), ("batch", 12)])
def test_a_list_asks_no_more_for_more_rows(name, most, client, ward, officer, django_assert_max_num_queries):
    WeightsFactory(area=ward.area)
    for _ in range(12):
        place = EstablishmentFactory(area=ward.area)
        DossierFactory(establishment=place)
        ResidentsFactory(establishment=place)
        FindingFactory(establishment=place)
    client.force_login(officer)
    with django_assert_max_num_queries(most):
        client.get(reverse(f"relocation:{name}"))


def test_a_dossier_s_page_asks_a_fixed_number_of_questions(client, row, officer, django_assert_max_num_queries):
    for _ in range(5):
        StepTakenFactory(dossier=row)
        ComplaintFactory(establishment=row.establishment)
    client.force_login(officer)
    with django_assert_max_num_queries(48):
        client.get(reverse("relocation:dossier", args=[row.pk]))


def test_every_register_of_the_room_is_closed_to_other_wards(row, stranger):
    rooms = {"Di dời", "Hỗ trợ"}
    for register in all_registers():
        if register.room in rooms:
            assert not register.visible(stranger).exists(), register.title
