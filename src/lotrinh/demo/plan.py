"""The plan document of the demo: taken in, reviewed, published, its targets agreed.

`data/ke-hoach-minh-hoa.txt` is written anew, in other words, from the facts, figures, units and faults of the real plan
of 2022; nothing of it is copied. It goes through the same deeds as any document that an officer drops in.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.core.files import File

from lotrinh.areas.models import Area
from lotrinh.clusters.models import Cluster
from lotrinh.core import worker
from lotrinh.core.models import User
from lotrinh.demo.clusters import CITY_CLUSTER, QUANG_KHANH
from lotrinh.demo.offices import CITY, ward_area
from lotrinh.demo.sign_ins import WARDS
from lotrinh.indicators.choices import Direction
from lotrinh.indicators.measures import MeasureScope
from lotrinh.indicators.models import Indicator
from lotrinh.organizations.models import Organization
from lotrinh.plans import actions
from lotrinh.plans.choices import Review, Severity
from lotrinh.plans.models import PlanVersion, Programme, Sentence, Target, TaskAssignment
from lotrinh.plans.reviewing import ITEM_MODELS

DOCUMENT = Path(__file__).parent / "data" / "ke-hoach-minh-hoa.txt"
IN_FORCE = date(2022, 4, 1)
"""The plan bears no date; it cites a document of 21 March 2022."""


@dataclass(frozen=True)
class Terms:
    """What is agreed of one target of the plan."""

    words: str
    """Part of the sentence that promises it."""
    indicator: str
    definition: str
    denominator: str
    value: Decimal
    unit: str
    direction: Direction = Direction.RISE
    baseline: Decimal | None = None
    baseline_on: date | None = None
    cluster: str = ""
    """Name of the one cluster it is about."""
    of_old_city: bool = False
    """Promised within the city as it was, whatever the wards of today took in from outside."""


TERMS = (
    Terms(
        words="qua đào tạo",
        indicator="lao-dong-qua-dao-tao",
        definition="Lao động có bằng, chứng chỉ từ sơ cấp trở lên hoặc là công nhân kỹ thuật không bằng, trong các cơ "
        "sở công nghiệp trên địa bàn; mỗi người tính một lần ở trình độ cao nhất.",
        denominator="Tổng số lao động của các cơ sở đã nộp phiếu khai lao động trong kỳ.",
        value=Decimal(80),
        unit="%",
    ),
    Terms(
        words="giải quyết việc làm",
        indicator="lao-dong-duoc-giai-quyet-viec-lam",
        definition="Số người được giải quyết việc làm trong năm trên địa bàn, mọi ngành, mỗi người một lần trong năm.",
        denominator="không có",
        value=Decimal(9000),
        unit="người",
        baseline=Decimal(8420),
        baseline_on=date(2021, 12, 31),
    ),
    Terms(
        words="Quảng Khánh đạt",
        indicator="lap-day-cum-cong-nghiep",
        definition="Diện tích đất công nghiệp đã cho thuê, cho thuê lại hoặc đã có chấp thuận đầu tư (Nghị định "
        "32/2024/NĐ-CP), giai đoạn 1 của cụm.",
        denominator="Tổng diện tích đất công nghiệp trong sổ lô của cụm.",
        value=Decimal(80),
        unit="%",
        baseline=Decimal(0),
        baseline_on=date(2021, 12, 31),
        cluster=QUANG_KHANH,
    ),
    Terms(
        words="thành phố Cao Lãnh đạt",
        indicator="lap-day-cum-cong-nghiep",
        definition="Diện tích đất công nghiệp đã cho thuê, cho thuê lại hoặc đã có chấp thuận đầu tư (Nghị định "
        "32/2024/NĐ-CP). Cụm chưa thành lập nên chưa có lô nào.",
        denominator="Tổng diện tích đất công nghiệp trong sổ lô của cụm.",
        value=Decimal(85),
        unit="%",
        cluster=CITY_CLUSTER,
    ),
    Terms(
        words="Di dời ra khỏi",
        indicator="co-so-phai-di-doi-con-o-noi-cu",
        definition="Số cơ sở trong khu dân cư đô thị theo bản đồ năm 2022, có nguy cơ ô nhiễm, chưa được kiểm tra là "
        "đã ngừng ở nơi cũ. Kế hoạch không nêu con số: cơ quan thường trực chọn mức không còn cơ sở nào vào năm 2030.",
        denominator="không có",
        value=Decimal(0),
        unit="cơ sở",
        direction=Direction.FALL,
        of_old_city=True,
    ),
)


def take_in(owner: Organization, *, by: User) -> PlanVersion:
    """Upload, reading by the worker, review: a draft that waits to be published."""
    with DOCUMENT.open("rb") as stream:
        version = actions.import_document(
            file=File(stream, name=DOCUMENT.name), filename=DOCUMENT.name, owner=owner, by=by, is_sample=True
        )
    while worker.work_once("demo"):
        pass
    version.refresh_from_db()
    _review(version, by=by)
    return version


def publish(version: PlanVersion, *, by: User) -> None:
    """In force since 2022, for the city and the wards it became, until 2030."""
    actions.publish(version=version, by=by, on=IN_FORCE)
    areas = [Area.objects.get(full_name=CITY), *map(ward_area, WARDS)]
    last = date(2030, 12, 31)
    actions.set_up_programme(programme=version.programme, by=by, areas=areas, starts_on=IN_FORCE, ends_on=last)


def agree_on_targets(version: PlanVersion, *, finder: Organization, contestant: Organization, by: User) -> None:
    """A contract for every target, that without a number too; what the baseline was is mostly to be found yet."""
    for terms in TERMS:
        target = _target(version, terms)
        known = {"baseline": terms.baseline, "baseline_on": terms.baseline_on}
        sought = {"baseline_finder": finder, "baseline_due": date(2027, 3, 31)}
        actions.draft_contract(
            target=target,
            definition=terms.definition,
            denominator=terms.denominator,
            unit=terms.unit,
            direction=terms.direction,
            threshold=terms.value,
            indicator=Indicator.objects.get(code=terms.indicator),
            scope=_scope(version.programme, terms),
            contestant=contestant,
            by=by,
            **(sought if terms.baseline is None else known),
        )
        actions.make_target_live(target=target, by=by, on=date(2026, 1, 15))


def _scope(programme: Programme, terms: Terms) -> str:
    if terms.of_old_city:
        return MeasureScope.of([Area.objects.get(full_name=CITY)]).key
    if not terms.cluster:
        return ""
    cluster = Cluster.objects.get(name=terms.cluster)
    return programme.measure_scope("").narrowed("cluster", cluster.pk).key


def _target(version: PlanVersion, terms: Terms) -> Target:
    return Target.objects.get(version=version, sentence__text__contains=terms.words, **_number(terms))


def _number(terms: Terms) -> dict:
    """What tells two targets of one sentence apart; the plan gives the last one no number at all."""
    return {"value": terms.value} if terms.value else {"value": None}


def _review(version: PlanVersion, *, by: User) -> None:
    """What an officer says of each thing read: the counts in the note are claims, and no promise is missed."""
    for terms in TERMS:
        sentence = Sentence.objects.get(version=version, text__contains=terms.words)
        if not sentence.targets.filter(**_number(terms)).exists():
            _add_target(version, sentence, terms, by=by)
    promised = {Sentence.objects.get(version=version, text__contains=terms.words).pk for terms in TERMS}
    for target in Target.objects.filter(version=version).exclude(sentence__in=promised):
        actions.reject(item=target, by=by, reason="Con số hiện trạng, không phải chỉ tiêu")
    actions.accept_certain(version=version, by=by)
    for model in ITEM_MODELS:
        for item in model.objects.filter(version=version, review=Review.PENDING):
            actions.accept(item=item, by=by)
    for part in TaskAssignment.objects.filter(task__version=version, organization=None).exclude(candidates=[]):
        units = list(Organization.objects.filter(pk__in=part.candidates))
        actions.assign_printed(assignment=part, organizations=units, by=by)
    for finding in version.findings.filter(severity=Severity.ERROR):
        actions.accept_finding(finding=finding, by=by)


def _add_target(version: PlanVersion, sentence: Sentence, terms: Terms, *, by: User) -> None:
    """A promise without a number, which is read as an order."""
    actions.add(model=Target, version=version, sentence=sentence, name=sentence.text, by=by, unit=terms.unit)
