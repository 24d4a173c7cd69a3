"""The doors: every page opens for whoever may see it, none for others, and deeds go through them."""

import io
import zipfile
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from lotrinh.establishments.models import Establishment
from lotrinh.organizations.choices import Role
from lotrinh.relocation.models import Dossier, Scenario
from lotrinh.relocation.models.scenarios import PlanKind
from lotrinh.relocation.scenarios import actions
from lotrinh.relocation.scenarios.errors import NoPlan
from tests.organizations.factories import OrganizationFactory, person

PAGES = ("run", "decisions", "map", "timeline", "money", "limits", "fairness", "front")


@pytest.fixture
def run(town):
    return town.run()


@pytest.fixture
def officer(client, town):
    client.force_login(town.officer)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_a_plan_opens_for_the_officer_and_for_no_stranger(page, run, officer, client):
    address = reverse(f"scenarios:{page}", args=[run.pk])
    assert officer.get(address).status_code == 200
    client.force_login(person(Role.PLAN_OFFICER))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "table", ["co-so", "tien-do", "kinh-phi", "dat", "dia-ban", "loai", "quy-mo", "danh-doi", "so-lieu", "cho-lau"]
)
def test_every_table_is_a_sheet_too(table, run, officer):
    answer = officer.get(reverse("scenarios:sheet", args=[run.pk, table]))
    assert load_workbook(io.BytesIO(answer.content)).active["A1"].value


def test_a_leader_reads_and_may_change_nothing(run, client, town):
    client.force_login(person(Role.LEADER, town.office))
    page = client.get(reverse("scenarios:run", args=[run.pk])).content.decode()
    assert "Chuyển vào hồ sơ" not in page
    assert client.get(reverse("scenarios:proof", args=[run.pk, "bai-toan"])).status_code == 404
    assert client.post(reverse("scenarios:run-it", args=[run.scenario_id])).status_code == 404
    assert client.post(reverse("scenarios:hand-over", args=[run.pk])).status_code == 404


def test_a_leader_of_another_ward_in_the_programme_sees_totals_and_no_row(run, client, town):
    other = OrganizationFactory()
    town.programme.units.add(other)
    client.force_login(person(Role.LEADER, other))
    rows = client.get(reverse("scenarios:decisions", args=[run.pk])).content.decode()
    one = run.decisions.first().establishment
    assert one.name not in rows
    assert client.get(reverse("scenarios:why", args=[run.pk, one.pk])).status_code == 404


def test_the_index_asks_the_same_number_of_questions_for_many_scenarios(
    run, officer, town, django_assert_max_num_queries
):
    for number in range(5):
        town.scenario(f"P{number}")
    with django_assert_max_num_queries(22):
        officer.get(reverse("scenarios:index"))


def test_creating_through_the_form_and_solving_with_one_button(officer, town):
    form = officer.get(reverse("scenarios:create")).context["form"]
    sent = {"programme": town.programme.pk, "name": "Mới", "day": "25/11/2026", "sent_as": form.initial["sent_as"]}
    officer.post(reverse("scenarios:create"), sent)
    scenario = Scenario.objects.get(name="Mới")
    actions.change_assumptions(scenario=scenario, values={"seconds": 2, "last_year": 2028}, by=town.officer)
    answer = officer.post(reverse("scenarios:run-it", args=[scenario.pk]), follow=True)
    assert "Tác động tránh được" in answer.content.decode()


def test_an_assumption_in_words_is_sent_back_with_the_reason(officer, town):
    answer = officer.post(reverse("scenarios:assumptions", args=[town.scenario().pk]), {"cases": "nhiều"})
    assert answer.status_code == 422


def test_the_reasons_for_no_plan_stand_on_the_page(officer, town):
    town.purse.years.update(amount_million=10)
    run = town.run()
    page = officer.get(run.get_absolute_url()).content.decode()
    assert "Không có phương án nào thoả mọi điều kiện" in page
    assert run.answer["conflict"][0]["sentence"].split(":")[0].replace('"', "&quot;") in page


def test_locking_from_the_page_of_one_establishment(officer, run, town):
    one = run.decisions.filter(kind=PlanKind.MOVE).first()
    sent = {"kind": "move", "cluster": town.cluster.pk, "quarter": "2028Q4", "reason": "Đang thi công"}
    officer.post(reverse("scenarios:why", args=[run.pk, one.establishment_id]), sent)
    assert run.scenario.locks.standing().get().quarter == "2028Q4"


def test_a_lock_without_a_reason_is_refused(officer, run):
    one = run.decisions.first()
    answer = officer.post(
        reverse("scenarios:why", args=[run.pk, one.establishment_id]), {"kind": "close", "quarter": "2028Q4"}
    )
    assert answer.status_code == 422
    assert not run.scenario.locks.exists()


def test_only_the_ticked_rows_are_handed_over(officer, run):
    picked = run.decisions.exclude(kind=PlanKind.STAY).first()
    officer.post(reverse("scenarios:hand-over", args=[run.pk]), {"chon": [picked.pk]})
    assert list(Dossier.objects.exclude(proposed_option="").values_list("establishment", flat=True)) == [
        picked.establishment_id
    ]


def test_all_that_the_filter_leaves_is_handed_over_at_once(officer, run):
    run.decisions.update(kind=PlanKind.CLOSE, cluster=None, quarter="2028Q1")
    run.decisions.filter(pk=run.decisions.first().pk).update(kind=PlanKind.CHANGE_TRADE)
    address = reverse("scenarios:hand-over", args=[run.pk])
    officer.post(f"{address}?huong={PlanKind.CLOSE}", {"tat_ca": "1"})
    assert Dossier.objects.filter(proposed_option="close").count() == 5
    assert not Dossier.objects.filter(proposed_option="change_trade").exists()


def test_the_batch_to_hand_over_comes_page_by_page(officer, run, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr("lotrinh.relocation.scenarios.deed_views.PAGE", 2)
    with django_assert_max_num_queries(20):
        page = officer.get(reverse("scenarios:hand-over", args=[run.pk]))
    assert len(page.context["pairs"]) == 2
    assert "Chuyển cả 6 đề xuất" in page.content.decode()


def test_a_year_and_a_yes_are_asked_and_shown_as_people_write_them(officer, town):
    scenario = town.scenario(must_settle=0)
    form = officer.get(reverse("scenarios:assumptions", args=[scenario.pk])).content.decode()
    assert 'value="2028"' in form and 'value="15"' in form
    assert '<option value="0" selected>không</option>' in form
    assert "Mọi cơ sở phải xong trước hạn</dt><dd>không" in officer.get(scenario.get_absolute_url()).content.decode()


def test_what_fewer_changes_cost_is_drawn_on_demand(officer, run, town, monkeypatch):
    monkeypatch.setattr("lotrinh.relocation.scenarios.jobs.SHORTEST", 1.0)
    town.purse.years.update(amount_million=200)
    again = actions.start_run(scenario=run.scenario, near=run, by=town.officer)
    address = reverse("scenarios:changes", args=[again.pk])
    assert "Chưa tính" in officer.get(address).content.decode()
    page = officer.post(address).content.decode()
    again.refresh_from_db()
    worth = [row["value"] for row in again.change_front]
    moved = [row["changed_exposure"] for row in again.change_front]
    assert len(worth) >= 5
    assert worth == sorted(worth, reverse=True) and moved == sorted(moved)
    assert "Giữ điều đã báo thì mất gì" in page
    sheet = officer.get(reverse("scenarios:sheet", args=[again.pk, "danh-doi-thay-doi"]))
    assert load_workbook(io.BytesIO(sheet.content)).active.max_row > 5


def test_only_who_plans_may_have_a_front_drawn_and_only_of_a_plan_kept_close(officer, run, client, town):
    assert officer.get(reverse("scenarios:changes", args=[run.pk])).status_code == 404
    again = actions.start_run(scenario=run.scenario, near=run, by=town.officer)
    client.force_login(person(Role.LEADER, town.office))
    address = reverse("scenarios:changes", args=[again.pk])
    assert "Tính đường đánh đổi" not in client.get(address).content.decode()
    assert client.post(address).status_code == 404
    client.force_login(person(Role.PLAN_OFFICER))
    assert client.get(address).status_code == 404


def test_an_amendment_is_shown_against_what_is_signed_before_it_is_made(officer, run, town):
    address = reverse("scenarios:amend", args=[run.pk])
    form = officer.get(address).context["form"]
    sent = {
        "document": "30/NQ-HĐND",
        "day": "25/11/2026",
        "purse": town.purse.pk,
        "year": 2027,
        "amount_million": "1.500,5",
        "sent_as": form.initial["sent_as"],
    }
    assert "Đã ký, chưa chi" in officer.post(address, sent).content.decode()
    officer.post(address, sent | {"lam": "1"})
    officer.post(address, sent | {"lam": "1"})
    assert Scenario.objects.filter(amendment__run=run).count() == 1


def test_changed_establishments_get_letters(officer, run, town):
    one = run.decisions.filter(kind=PlanKind.MOVE).first()
    actions.lock_decision(
        scenario=run.scenario, establishment=one.establishment, kind="move", cluster=town.cluster, quarter="2028Q3",
        reason="thử", by=town.officer,
    )  # fmt: skip
    again = actions.start_run(scenario=run.scenario, near=run, by=town.officer)
    answer = officer.get(reverse("scenarios:letters", args=[again.pk]))
    assert zipfile.ZipFile(io.BytesIO(answer.content)).namelist() == [f"{one.establishment.code}.docx"]


def test_two_plans_stand_side_by_side(officer, run, town):
    other = town.run(must_settle=0, cases=1)
    answer = officer.get(reverse("scenarios:compare"), {"a": run.pk, "b": other.pk})
    assert answer.context["changes"].rows
    assert officer.get(reverse("scenarios:changes-sheet"), {"a": run.pk, "b": other.pk}).status_code == 200


def test_of_two_plans_only_who_changes_is_a_sheet_and_a_long_list_is_cut(officer, run, town, monkeypatch):
    monkeypatch.setattr("lotrinh.relocation.scenarios.views.MOST_COMPARED", 1)
    other = town.run(must_settle=0, cases=1)
    answer = officer.get(reverse("scenarios:compare"), {"a": run.pk, "b": other.pk})
    assert answer.content.decode().count("Tải bảng tính") == 1
    assert len(answer.context["changes"].rows) == 1
    assert "bảng tính có đủ" in answer.content.decode()


def test_a_run_of_another_programme_is_not_compared(client, run):
    client.force_login(person(Role.PLAN_OFFICER))
    answer = client.get(reverse("scenarios:compare"), {"a": run.pk, "b": run.pk})
    assert "changes" not in answer.context


@pytest.mark.parametrize(("form", "start"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_leaders_sheet_is_word_and_pdf(form, start, run, officer):
    answer = officer.get(reverse("scenarios:leaders-sheet", args=[run.pk, form]))
    assert answer.content.startswith(start)


def test_the_leaders_sheet_has_two_pages_at_most(run, officer):
    import pypdfium2

    answer = officer.get(reverse("scenarios:leaders-sheet", args=[run.pk, "pdf"]))
    assert len(pypdfium2.PdfDocument(answer.content)) <= 2


def test_the_front_is_drawn_on_demand_with_five_points_that_only_fall(officer, run, monkeypatch):
    monkeypatch.setattr("lotrinh.relocation.scenarios.jobs.SHORTEST", 1.0)
    officer.post(reverse("scenarios:front", args=[run.pk]))
    run.refresh_from_db()
    exposures = [row["exposure"] for row in run.front]
    bounds = [row["bound"] for row in run.front]
    assert len(run.front) >= 5
    assert exposures == sorted(exposures, reverse=True)
    assert all(bound <= exposure * (1 + 1e-9) for bound, exposure in zip(bounds, exposures, strict=True))


def test_whoever_checks_gets_the_problem_and_the_answer(officer, run):
    for part in ("bai-toan", "loi-giai"):
        assert officer.get(reverse("scenarios:proof", args=[run.pk, part])).json()["format"].startswith("lotrinh-reloc")


def test_a_plan_on_invented_rows_says_so_on_the_page_and_on_paper(officer, run):
    Establishment.objects.filter(pk=run.decisions.first().establishment_id).update(is_sample=True)
    assert "dữ liệu mẫu" in officer.get(run.get_absolute_url()).content.decode()
    assert run.is_sample


def test_the_list_of_decisions_asks_the_same_for_any_length(officer, run, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        officer.get(reverse("scenarios:decisions", args=[run.pk]))


def test_a_lock_before_any_run_is_refused_with_the_cure(town):
    with pytest.raises(NoPlan):
        actions.lock_decision(
            scenario=town.scenario(),
            establishment=town.dossiers[0].establishment,
            kind="close",
            quarter="2027Q1",
            reason="thử",
            by=town.officer,
        )


def test_what_an_owner_refused_stands_beside_what_the_plan_proposes(officer, town):
    dossier = town.dossiers[2]
    dossier.restrictions.create(
        source="owner", option="cluster", cause="xa khách", would_change="có xe đưa đón", stated_on=date(2026, 5, 1),
        entry=dossier.entry,
    )  # fmt: skip
    run = town.run()
    page = officer.get(reverse("scenarios:why", args=[run.pk, dossier.establishment_id])).content.decode()
    assert "Sẽ khác nếu có xe đưa đón" in page
