import pytest

from lotrinh.clusters.models import Plot
from lotrinh.documents.writing.structure import Heading, Table
from lotrinh.reporting import actions
from lotrinh.reporting.text import official_text, template_values
from tests.clusters.factories import ClusterFactory, LeaseFactory, PlotFactory
from tests.plans.factories import TaskFactory
from tests.reporting.factories import Q1, Q2, RegimeFactory, followed_target, officer_of

pytestmark = pytest.mark.django_db


def drafted(regime, period=Q1):
    return actions.draft_report(regime=regime, period=period, by=officer_of(regime.reporter))


def test_sections_stand_in_their_order_and_empty_ones_are_left_out():
    regime = RegimeFactory()
    followed_target(regime, q1=60)
    headings = [block.title for block in official_text(drafted(regime)).body if isinstance(block, Heading)]
    assert headings == ["Tình hình và công tác chỉ đạo", "Kết quả thực hiện", "Kết quả thực hiện chỉ tiêu"]


def test_the_appendix_tells_plan_actual_cumulative_share_and_last_year():
    regime = RegimeFactory()
    contract = followed_target(regime, q1=60, **{"2025-Q1": 40})
    (appendix,) = official_text(drafted(regime)).appendices
    (table,) = appendix.blocks
    assert appendix.is_landscape
    assert table.rows[0][1:8] == (contract.target.name, "%", "trên 80 %", "60", "60", "75", "40")
    assert "khai báo, chưa có sổ" in table.rows[0][8]


def test_a_measured_figure_is_frozen_with_rows_that_add_up_to_it():
    regime = RegimeFactory()
    contract = followed_target(regime)
    contract.indicator.measure = "cluster.fill_2024"
    contract.indicator.save()
    cluster = ClusterFactory()
    LeaseFactory(plot=PlotFactory(cluster=cluster, area_ha=3), area_ha=3)
    PlotFactory(cluster=cluster, area_ha=1)
    figure = drafted(regime).figures.get(target=contract.target)
    assert figure.value == 75
    assert {row[1] for row in figure.rows} == {str(key) for key in Plot.objects.values_list("pk", flat=True)}
    counted, weight = (sum(float(row[place]) for row in figure.rows) for place in (3, 2))
    assert 100 * counted / weight == figure.value


def test_tasks_are_told_per_unit():
    regime = RegimeFactory()
    contract = followed_target(regime, q1=60)
    task = TaskFactory(version=contract.target.version)
    task.assignments.create(organization=regime.reporter, role="lead", entry=task.entry)
    tables = [block for block in official_text(drafted(regime)).body if isinstance(block, Table)]
    assert tables[0].rows == (("1", regime.reporter.label, "1", "0", "0", "0"),)


def test_a_report_to_a_superior_names_it_first_and_the_archive_last():
    regime = RegimeFactory(addressees="Ủy ban nhân dân phường Thử", recipients="Sở Thử")
    assert official_text(drafted(regime)).recipients == ("Như trên", "Sở Thử", "Lưu: VT")


def test_the_office_s_template_is_given_rows_and_words():
    regime = RegimeFactory()
    followed_target(regime, q1=60, q2=65)
    report = drafted(regime, Q2)
    values = template_values(official_text(report), report)
    assert values["chi_tieu"][0]["thuc_hien"] == "65"
    assert any("65 %" in paragraph for paragraph in values["muc"]["chi_tieu"])
