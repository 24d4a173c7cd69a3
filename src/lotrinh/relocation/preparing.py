"""What has to be done before dossiers can move: who still lacks one, who lives near, what waits for whom."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from lotrinh.establishments.choices import Tristate
from lotrinh.establishments.models import Establishment
from lotrinh.organizations.permissions import cluster_officer
from lotrinh.relocation.choices import ESTIMATES, CountMethod, Step
from lotrinh.relocation.models import Dossier, ResidentsNear


def among_homes(who, day: date):
    """Establishments at work on `day` that are, or may be, among homes and that `who` writes."""
    rows = Establishment.objects.editable_by(who).not_merged().operating_on(day)
    return rows.exclude(in_residential_area=Tristate.NO)


def without_dossier(who, day: date):
    """Those found to be among homes that have no dossier yet."""
    return among_homes(who, day).filter(in_residential_area=Tristate.YES, dossier=None)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How it is known who lives near some establishments: numbers of establishments."""

    on_site: int
    from_points: int
    estimated: int
    unknown: int
    without_point: int
    """Without coordinates: no point can be counted around them."""

    @classmethod
    def of(cls, places: Iterable[Establishment], methods: Mapping[int, str]) -> "Coverage":
        """`methods`: how the latest count of an establishment was made."""
        places = list(places)
        by = Counter(methods.get(place.pk, "") for place in places)
        return cls(
            by[CountMethod.ON_SITE],
            by[CountMethod.POINTS],
            sum(by[method] for method in ESTIMATES),
            by[""],
            sum(place.latitude is None for place in places),
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """Work that waits: how many rows, what to do with them, where. Vietnamese: việc tiếp theo."""

    count: int
    text: str
    address: str


def waiting(who, day: date) -> list[Waiting]:
    """What waits for `who`, in the order a dossier meets it; nothing that does not wait, nothing for others to do."""
    mine = Dossier.objects.editable_by(who)
    open_ones = mine.filter(verified_on=None, side="")
    tally = open_ones.aggregate(
        **{step.value: Count("pk", filter=Q(step=step)) for step in (Step.IDENTIFIED, Step.SURVEYED, Step.CLASSIFIED)},
        proposed=Count("pk", filter=~Q(proposed_option="")),
        unseen=Count("pk", filter=Q(stopped_on__isnull=False)),
        unannounced=Count("pk", filter=~Q(option="") & Q(announced_on=None)),
    )
    many = reverse("relocation:batch")
    uncounted = among_homes(who, day).exclude(
        pk__in=ResidentsNear.objects.filter(counted_on__lte=day).values("establishment")
    )
    first = (
        Waiting(
            without_dossier(who, day).count(),
            "cơ sở xen lẫn khu dân cư chưa có hồ sơ: lập hồ sơ",
            reverse("relocation:open"),
        ),
        Waiting(tally["identified"], "hồ sơ chưa khảo sát: ghi phiếu khảo sát", f"{many}?buoc=identified"),
        Waiting(tally["unseen"], "cơ sở báo đã ngừng chờ người khác kiểm tra", f"{many}?cho=kiem-tra"),
    )
    of_office = (
        Waiting(uncounted.count(), "cơ sở chưa có số dân quanh đó: đếm hoặc ước tính", reverse("relocation:residents")),
        Waiting(tally["surveyed"], "hồ sơ chưa phân loại: phân loại", f"{many}?buoc=surveyed"),
        Waiting(tally["classified"], "hồ sơ chưa vào danh sách: ghi quyết định phê duyệt", f"{many}?buoc=classified"),
        Waiting(tally["proposed"], "đề xuất từ phương án chờ quyết định", f"{many}?cho=de-xuat"),
        Waiting(tally["unannounced"], "phương án đã chọn chưa báo cho chủ cơ sở", f"{many}?cho=chua-bao"),
    )
    found = (*first[:2], *of_office, first[2]) if cluster_officer(who) else first
    return [one for one in found if one.count]
