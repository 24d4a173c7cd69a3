"""What came in lands in its register within the unit's scope, or becomes declared figures."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from lotrinh.clusters.models import Cluster
from lotrinh.collection import actions
from lotrinh.collection.actions import Author
from lotrinh.collection.choices import Via
from lotrinh.collection.errors import Flawed
from lotrinh.collection.models import Question
from lotrinh.collection.prefill import content_of
from lotrinh.collection.totals import totals_of
from lotrinh.core.registers import Locked, NotAllowed, write
from lotrinh.indicators.choices import Nature
from lotrinh.indicators.models import DeclaredFigure
from lotrinh.organizations.choices import Role
from tests.clusters.factories import ClusterFactory
from tests.collection.factories import Town
from tests.indicators.factories import IndicatorFactory
from tests.organizations.factories import person

pytestmark = pytest.mark.django_db
CLUSTERS = "cum-cong-nghiep"


def ask_clusters(town):
    return town.ask(register=CLUSTERS)


def send_rows(town, round, at, rows):
    line = town.line(round, at)
    author = Author(Via.PAGE, user=town.people[at])
    return actions.send(line=line, typed={"rows": rows}, seen=line.edition, author=author)


def prefilled(town, round, at):
    return content_of(town.line(round, at))["rows"]


def test_a_unit_finds_its_own_rows_and_no_others():
    town = Town()
    mine = ClusterFactory(area=town.wards[0].area)
    ClusterFactory(area=town.wards[1].area)
    rows = prefilled(town, ask_clusters(town), 0)
    assert [row[0] for row in rows] == [mine.name]


def test_what_is_accepted_stands_in_the_register_under_who_accepted_it():
    town = Town()
    cluster = ClusterFactory(area=town.wards[0].area)
    round = ask_clusters(town)
    (row,) = prefilled(town, round, 0)
    place = [path for path, _ in round.columns].index("developer")
    row[place] = "Công ty Hạ tầng"
    send_rows(town, round, 0, [row])
    cluster.refresh_from_db()
    assert cluster.developer == "", "nothing lands before it is accepted"
    town.accept(round, 0)
    cluster.refresh_from_db()
    assert cluster.developer == "Công ty Hạ tầng" and cluster.entry.by == town.officer


def test_a_unit_cannot_write_the_rows_of_its_neighbour():
    town = Town()
    theirs = ClusterFactory(area=town.wards[1].area)
    round = ask_clusters(town)
    rows = prefilled(town, round, 1)
    with pytest.raises(Flawed):
        send_rows(town, round, 0, rows)
    theirs.refresh_from_db()
    assert Cluster.objects.count() == 1


def test_wrong_cells_are_named_by_row_and_column():
    town = Town()
    ClusterFactory(area=town.wards[0].area)
    round = ask_clusters(town)
    (row,) = prefilled(town, round, 0)
    place = [path for path, _ in round.columns].index("planned_area_ha")
    row[place] = "nhiều"
    with pytest.raises(Flawed) as caught:
        send_rows(town, round, 0, [row])
    assert [flaw.place for flaw in caught.value.flaws] == [f"0:{place}"]


def test_only_who_may_change_a_register_asks_for_it():
    town = Town()
    with pytest.raises(NotAllowed):
        town.ask(register=CLUSTERS, by=person(Role.WARD_OFFICER, town.department))


def test_rows_of_a_register_are_added_up_by_the_columns_its_list_adds(client):
    town = Town(3)
    for at, area in ((0, 40), (1, 30)):
        ClusterFactory(area=town.wards[at].area, planned_area_ha=area)
    round = ask_clusters(town)
    for at in (0, 1):
        send_rows(town, round, at, prefilled(town, round, at))
    town.accept(round, 0, 1)
    found = {total.question.key: (total.value, total.units, total.asked) for total in totals_of(round).totals}
    assert (found["so-dong"], found["planned_area_ha"]) == ((2, 2, 3), (70, 2, 3))
    client.force_login(town.officer)
    page = client.get(reverse("collection:totals", args=[round.pk]))
    assert "2/3" in page.text and town.wards[2].label in page.text
    page = client.get(reverse("collection:total", args=[round.pk, "planned_area_ha"]))
    assert town.wards[1].label in page.text and "chưa có" in page.text
    assert client.get(reverse("collection:total", args=[round.pk, "khong-co"])).status_code == 404
    book = load_workbook(io.BytesIO(b"".join(client.get(reverse("collection:workbook", args=[round.pk])))))
    assert len(list(book.active.rows)) >= 4, "a heading, a row for each cluster, one for the ward without an answer"


def test_what_has_no_register_becomes_declared_figures():
    town = Town()
    share = IndicatorFactory(nature=Nature.RATIO, unit="%")
    questions = [
        Question(key="1", label="Tỷ lệ", unit="%", adding="ratio", numerator="2", denominator="3", indicator=share),
        Question(key="2", label="Tử số"),
        Question(key="3", label="Mẫu số"),
    ]
    round = town.ask(questions)
    town.send(round, 0, **{"1": "40", "2": "4", "3": "10"})
    town.accept(round, 0)
    row = DeclaredFigure.objects.get()
    assert (row.value, row.numerator, row.denominator, row.organization) == (40, 4, 10, town.wards[0])
    assert row.declarer == str(town.people[0]) and round.title in row.document


def test_a_share_that_contradicts_its_parts_is_not_accepted():
    town = Town()
    share = IndicatorFactory(nature=Nature.RATIO, unit="%")
    round = town.ask(
        [
            Question(key="1", label="Tỷ lệ", unit="%", adding="ratio", numerator="2", denominator="3", indicator=share),
            Question(key="2", label="Tử số"),
            Question(key="3", label="Mẫu số"),
        ]
    )
    town.send(round, 0, **{"1": "90", "2": "4", "3": "10"})
    accepted, refused = actions.accept(lines=[town.line(round)], by=town.officer)
    assert accepted == [] and "không phải 90" in refused[0][1]
    assert not DeclaredFigure.objects.exists()


def test_acceptance_locks_this_figure_for_this_unit_and_no_other():
    town = Town()
    indicator, other = IndicatorFactory(), IndicatorFactory()
    round = town.ask([Question(key="1", label="Việc làm", indicator=indicator)])
    town.send(round, 0, **{"1": "5"})
    town.accept(round, 0)
    common = {"period": round.period, "value": 9, "document": "BC 1"}
    with pytest.raises(Locked):
        row = DeclaredFigure.objects.get()
        row.value = 9
        write(row, by=town.people[0])
    write(DeclaredFigure(indicator=other, organization=town.wards[0], **common), by=town.people[0])
    write(DeclaredFigure(indicator=indicator, organization=town.wards[1], **common), by=town.people[1])


def test_a_new_row_in_a_locked_period_is_refused_too():
    town = Town()
    indicator = IndicatorFactory()
    round = town.ask([Question(key="1", label="Việc làm", indicator=indicator, required=False)])
    town.send(round, 0)
    town.accept(round, 0)
    assert not DeclaredFigure.objects.exists()
    with pytest.raises(Locked):
        row = DeclaredFigure(
            indicator=indicator, organization=town.wards[0], period=round.period, value=9, document="BC 1"
        )
        write(row, by=town.people[0])
