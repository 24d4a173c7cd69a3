"""Pages of indicators and figures: a value for everybody who works here, rows by scope."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from lotrinh.core.periods import Period
from lotrinh.indicators import keeping
from lotrinh.indicators.loading import load
from lotrinh.indicators.measures import EVERYWHERE, MeasureScope, measure_named
from lotrinh.indicators.models import DeclaredFigure, Indicator
from lotrinh.indicators.reading import figure_of
from lotrinh.organizations.choices import Role
from lotrinh.rules import loading as rules
from tests.clusters.factories import ApprovalFactory, LeaseFactory, PlotFactory
from tests.indicators.factories import DeclaredFigureFactory, FillIndicatorFactory, IndicatorFactory
from tests.organizations.factories import OrganizationFactory, person

pytestmark = pytest.mark.django_db
Y2025 = Period("year", 2025)


@pytest.fixture
def let_plot():
    return LeaseFactory(plot__code="K1").plot


@pytest.fixture
def officer(client, let_plot):
    who = person(Role.WARD_OFFICER, OrganizationFactory(area=let_plot.cluster.area))
    client.force_login(who)
    return who


def fill_page(scope=EVERYWHERE, period=Y2025):
    return measure_named("cluster.fill_2024").at(scope, period).address.url


def test_a_figure_shows_its_formula_its_law_and_its_other_readings(client, officer, let_plot):
    rules.load()
    ApprovalFactory(plot=PlotFactory(cluster=let_plot.cluster, area_ha=3))
    page = client.get(fill_page()).content.decode()
    assert "4 ÷ 4 × 100 = 100 %" in page
    assert "Nghị định 32/2024/NĐ-CP" in page
    assert "25 %" in page  # only let
    assert "Lô K1" in page


def test_a_rule_not_in_force_yet_says_so(client, officer):
    rules.load()
    page = client.get(fill_page(period=Period("year", 2023))).content.decode()
    assert "Không có hiệu lực vào ngày 31/12/2023" in page


def test_rows_outside_the_scope_are_only_counted(client, officer):
    LeaseFactory(plot__code="NGOÀI-9")
    page = client.get(fill_page()).content.decode()
    assert "NGOÀI-9" not in page and "1 dòng ngoài phạm vi của bạn" in page


def test_a_stranger_sees_the_value_and_no_row(client, let_plot):
    client.force_login(person(Role.WARD_OFFICER))
    page = client.get(fill_page()).content.decode()
    assert "100 %" in page and "Lô K1" not in page


def test_without_sign_in_nothing_opens(client, let_plot):
    for url in (fill_page(), reverse("indicators:index"), f"{fill_page()}dong.xlsx"):
        assert client.get(url).status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "so-lieu/khong-co/tat-ca/2025/",
        "so-lieu/khai-bao.khong-co/tat-ca/2025/",
        "so-lieu/cluster.fill_2024/x/2025/",
        "so-lieu/cluster.fill_2024/trade.lime_kiln/2025/",
        "so-lieu/cluster.fill_2024/cluster.abc/2025/",
        "so-lieu/cluster.fill_2024/tat-ca/2025-Q5/",
        "so-lieu/cluster.fill_2024/tat-ca/2025/?biet=hom-qua",
        "so-lieu/cluster.fill_2024/tat-ca/2025/?biet=2020-01-01",
        "so-lieu/cluster.fill_2024/tat-ca/2025/dong.pdf",
        "khong-co/",
    ],
)
def test_an_address_that_names_nothing_is_not_found(client, officer, path):
    assert client.get(f"/chi-so/{path}").status_code == 404


def test_a_figure_page_takes_the_same_queries_however_many_rows(
    client, officer, let_plot, django_assert_max_num_queries
):
    PlotFactory.create_batch(30, cluster=let_plot.cluster)
    client.get(fill_page())
    with django_assert_max_num_queries(21):  # three of them ask what is open about it
        client.get(fill_page())


def test_the_sheet_holds_the_rows_of_the_scope_and_how_each_counts(client, officer, let_plot):
    PlotFactory(cluster=let_plot.cluster, code="K2")
    PlotFactory(code="Z9")
    answer = client.get(f"{fill_page()}dong.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert "33,3 %" in cells[0][0] and "1 dòng ngoài phạm vi" in cells[0][0]
    assert [row[1] for row in cells[3:]] == ["K1", "K2"]
    assert [row[-3:] for row in cells[3:]] == [["có", 1, 1], ["không", 0, 1]]


def test_an_indicator_shows_its_definition_first_and_folds_the_others(client, officer):
    indicator = FillIndicatorFactory(other_definitions="Chỉ tính đất đã cho thuê.")
    page = client.get(indicator.get_absolute_url(), {"ky": "quarter", "chia": "cluster"}).content.decode()
    assert page.index("Định nghĩa chính thức") < page.index("<details") < page.index("Chỉ tính đất đã cho thuê.")
    assert "/bieu-do/" in page


def test_an_indicator_page_takes_few_queries(client, officer, django_assert_max_num_queries):
    indicator = FillIndicatorFactory()
    client.get(indicator.get_absolute_url())
    with django_assert_max_num_queries(21):  # three of them ask what is open about it
        client.get(indicator.get_absolute_url(), {"chia": "cluster"})


def test_the_chart_is_a_picture_with_vietnamese_numbers(client, officer, let_plot):
    PlotFactory(cluster=let_plot.cluster, area_ha="1.5")
    indicator = FillIndicatorFactory()
    answer = client.get(reverse("indicators:chart", args=[indicator.code, "tat-ca", "year"]))
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert "12/2025" in answer.content.decode()


def test_nothing_to_draw_is_no_chart(client, officer):
    indicator = IndicatorFactory()
    assert client.get(reverse("indicators:chart", args=[indicator.code, "tat-ca", "year"])).status_code == 404


def declaring(client, indicator, organization, **more):
    data = {"organization": organization.pk, "period": "2025", "value": "8.900", "document": "BC 1", **more}
    return client.post(reverse("indicators:declare", args=[indicator.code]), data)


def test_a_declared_value_is_read_the_vietnamese_way_and_written_once(client, officer):
    indicator, unit = IndicatorFactory(), officer.role_holdings.get().organization
    for _ in range(2):
        assert declaring(client, indicator, unit).status_code == 302
    row = DeclaredFigure.objects.get()
    assert (row.value, row.declarer, row.ends_on) == (8900, str(officer), date(2025, 12, 31))


def test_another_value_for_the_same_period_is_asked_about_first(client, officer):
    indicator, unit = IndicatorFactory(), officer.role_holdings.get().organization
    declaring(client, indicator, unit)
    asked = declaring(client, indicator, unit, value="9.100")
    assert asked.status_code == 409 and "đã khai 8.900" in asked.content.decode()
    stored = DeclaredFigure.objects.get()
    assert stored.value == 8900
    assert declaring(client, indicator, unit, value="9.100", thay=stored.entry_id).status_code == 302
    assert DeclaredFigure.objects.get().value == 9100


def test_an_indicator_says_how_many_decimals_are_shown(client, officer, let_plot):
    PlotFactory.create_batch(2, cluster=let_plot.cluster)
    FillIndicatorFactory(decimals=3)
    assert "33,333 %" in client.get(fill_page()).content.decode()


def test_nobody_declares_for_a_unit_out_of_reach(client, officer):
    assert declaring(client, IndicatorFactory(), OrganizationFactory()).status_code == 422
    assert not DeclaredFigure.objects.exists()


def test_a_leader_declares_nothing(client):
    client.force_login(person(Role.LEADER))
    assert client.get(reverse("indicators:declare", args=[IndicatorFactory().code])).status_code == 404


def test_a_declared_figure_opens_into_its_rows(client, officer):
    row = DeclaredFigureFactory(organization=officer.role_holdings.get().organization)
    page = client.get(f"/chi-so/so-lieu/khai-bao.{row.indicator.code}/tat-ca/2025/").content.decode()
    assert "khai báo, chưa có sổ" in page and "Báo cáo 12/BC-UBND" in page


def test_the_shipped_indicators_name_every_measure_once(client, officer):
    assert load() > 20
    assert load() == 0
    page = client.get(reverse("indicators:index"), {"tim": "lap day"}).content.decode()
    assert page.count("Tỷ lệ lấp đầy") == 3
    assert Indicator.objects.get(measure="cluster.fill_2024").legal_basis == ""


def test_a_part_opens_by_itself(client, officer, let_plot):
    scope = MeasureScope.of([let_plot.cluster.area]).narrowed("cluster", let_plot.cluster_id)
    page = client.get(fill_page(scope)).content.decode()
    assert let_plot.cluster.name in page


def test_what_was_known_before_stands_on_the_page(client, officer, let_plot):
    indicator = FillIndicatorFactory()
    kept = keeping.keep(indicator, figure_of(indicator, EVERYWHERE, Y2025))
    PlotFactory(cluster=let_plot.cluster)
    page = client.get(fill_page()).content.decode()
    assert "50 %" in page and "Đã biết trước đây" in page
    then = client.get(figure_of(indicator, EVERYWHERE, Y2025, known_at=kept.known_at).address.url).content.decode()
    assert "số đã lưu lúc" in then and "Theo sổ bây giờ" in then


def test_many_rows_come_in_pages(client, officer, let_plot):
    PlotFactory.create_batch(120, cluster=let_plot.cluster)
    assert "Trang 2 trong 2" in client.get(fill_page(), {"trang": "2"}).content.decode()
