"""From facts and assumptions to a problem of format `lotrinh-relocation/1`, with notes on every datum. Pure.

What is not declared is taken from a listed assumption and counted as such; nothing is taken as zero in silence.
"""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date

from lotrinh.core.vietnamese import format_number
from lotrinh.relocation.scenarios import quarters
from lotrinh.relocation.scenarios.assumptions import Assumed
from lotrinh.relocation.scenarios.facts import Datum, Facts, Fill, Ground, Known, Option, Point, Site

AREA = "diện tích (m²)"
GROUPS = ("thực phẩm", "nhiều bụi", "khác")
EARTH_KM = 6371.0
FILL_PRICE = 0.5
"""Weighted person-quarters a missing m² of promised fill is worth: a wish beside health, not a wall."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How one field is known over all rows. Vietnamese: chất lượng số liệu."""

    field: str
    assumed: str
    """What stands in for the missing, in words."""
    known: tuple[Known, ...]
    """One for each site, in their order."""

    def count(self, known: Known) -> int:
        return sum(one == known for one in self.known)


@dataclass(frozen=True, slots=True)
class Built:
    """A problem ready to be solved, and what must be known about its data."""

    problem: dict
    quality: tuple[Quality, ...]
    flags: tuple[str, ...]
    blockers: tuple[str, ...]
    """Why no solving may begin; empty when it may."""


def build(
    name: str,
    facts: Facts,
    assumed: Assumed,
    *,
    labels: list[str] | None = None,
    locks: dict[str, Option] | None = None,
    in_force: dict | None = None,
    amounts: dict[tuple[str, int], float] | None = None,
) -> Built:
    """The problem of `facts`. `labels` keeps the quarters of a plan in force; `amounts` overrides (purse, year)."""
    labels = labels or quarters.quarters_between(facts.day, int(assumed["last_year"]))
    if blockers := _blockers(facts, labels):
        return Built({}, _quality(facts), (), blockers)
    years = sorted({int(label[:4]) for label in labels})
    areas = [_area(site, assumed) for site in facts.sites]
    problem = {
        "format": "lotrinh-relocation/1",
        "name": name,
        "quarters": labels,
        "kinds": _kinds(assumed),
        "resources": [AREA, *facts.resources],
        "zones": {
            "id": [g.key for g in facts.grounds],
            "cluster": [g.key for g in facts.grounds],
            "capacity": [_steps(g, facts, labels, assumed) for g in facts.grounds],
            "accepts": [list(GROUPS) if assumed["mix_groups"] else None for _ in facts.grounds],
        },
        "groups": list(GROUPS),
        "forbidden_pairs": [] if assumed["mix_groups"] else [[GROUPS[0], GROUPS[1]]],
        "fill_targets": _fills(facts, labels),
        "sources": [
            {
                "id": purse.key,
                "amount_by_year": {
                    str(y): (amounts or {}).get((purse.key, y), purse.by_year.get(y, 0.0)) for y in years
                },
                "carry_over": purse.carry_over,
                "pays_for": [k for k in ("move", "convert", "change_trade", "close") if k in purse.pays_for],
            }
            for purse in facts.purses
        ],
        "case_capacity": [assumed["cases"]] * len(labels),
        "establishments": _establishments(facts, assumed, labels, areas, locks or {}),
        "precedence": _precedence(facts, locks or {}),
        "unresolved_factor": None if assumed["must_settle"] else assumed.share("unresolved"),
        "objective": {"mode": "weighted", "alpha": 1 / assumed["willing"], "beta": assumed["km_weight"]},
        "in_force": in_force,
    }
    return Built(problem, _quality(facts), _flags(facts, assumed, labels, areas), ())


def _precedence(facts: Facts, locks: dict) -> list:
    """Pairs of which both are in the plan; who is signed or locked already waits for nobody any more."""
    free = {site.key for site in facts.sites if site.signed is None and site.key not in locks}
    here = {site.key for site in facts.sites}
    return [[earlier, later] for earlier, later in facts.precedence if earlier in here and later in free]


def _kinds(assumed: Assumed) -> dict:
    residual = {
        "move": 0.0,
        "convert": assumed.share("residual_convert"),
        "change_trade": assumed.share("residual_change"),
        "close": 0.0,
    }
    kinds: dict = {
        kind: {
            "residual": share,
            "case_units": 1.0,
            "job_loss_km": assumed["job_loss_km"] if kind == "close" else 0.0,
        }
        for kind, share in residual.items()
    }
    return kinds | {"stay": {"residual": 1, "case_units": 0, "job_loss_km": 0}}


def _steps(ground: Ground, facts: Facts, labels: list[str], assumed: Assumed) -> list:
    """Capacity as a rising step function: land that is serviced within a quarter is used from the next one on.

    What a cluster has not declared does not bind it: as much as everybody needs together (the flags say so).
    """
    rises: dict[int, list[float]] = {}
    supplies = [ground.resources.get(name) or _plenty(name, facts, assumed) for name in facts.resources]
    for place, steps in enumerate([ground.steps, *supplies]):
        for day, amount in steps:
            at = quarters.first_at_or_after(day, labels)
            if at < len(labels):
                rises.setdefault(at, [0.0] * (1 + len(facts.resources)))[place] += amount
    total, out = [0.0] * (1 + len(facts.resources)), []
    for at in sorted(rises):
        total = [a + b for a, b in zip(total, rises[at], strict=True)]
        out.append([at, [round(amount, 3) for amount in total]])
    return out


def _plenty(name: str, facts: Facts, assumed: Assumed) -> tuple[tuple[date, float], ...]:
    return ((date.min, sum(_need(site, name, facts.resources[name], assumed) for site in facts.sites)),)


def _need(site: Site, name: str, key: str, assumed: Assumed) -> float:
    """What one establishment needs of the resource `name`; undeclared, the assumption `key`."""
    return _or(site.needs[name].value if name in site.needs else None, assumed[key])


def _fills(facts: Facts, labels: list[str]) -> list:
    grounds = {ground.key: ground for ground in facts.grounds}
    return [
        {
            "cluster": fill.ground,
            "quarter": min(quarters.first_at_or_after(fill.by, labels, ready=True), len(labels) - 1),
            "rate": fill.rate,
            "leasable_m2": grounds[fill.ground].leasable_m2,
            "let_outside_m2": grounds[fill.ground].let_m2,
            "hard": False,
            "price_per_m2": FILL_PRICE,
        }
        for fill in facts.fills
        if fill.by >= facts.day  # what is past no plan can still reach; the flags say so
    ]


def _establishments(facts: Facts, assumed: Assumed, labels: list[str], areas: list[float], locks: dict) -> dict:
    sites = facts.sites
    table: dict = {
        "id": [site.key for site in sites],
        "sector": [site.trade for site in sites],
        "group": [site.group for site in sites],
        "exposure": [_exposure(site, assumed) for site in sites],
        "workers": [_or(site.workers.value, assumed["workers"]) for site in sites],
        "needs": [
            [area, *(_need(site, name, key, assumed) for name, key in facts.resources.items())]
            for site, area in zip(sites, areas, strict=True)
        ],
        "stay_allowed": [site.may_stay for site in sites],
        "earliest": [_earliest(site, labels) for site in sites],
        "signed": [_signed(locks.get(site.key) or site.signed, labels) for site in sites],
        "move_cost": [],
        "move_exposure": [],
        "distance_km": [],
        "convert_cost": [],
        "change_trade_cost": [],
        "close_cost": [],
    }
    for site, area in zip(sites, areas, strict=True):
        move = _cost(site, "move", area, assumed)
        exposure = round(_exposure(site, assumed) * assumed.share("at_destination"), 4)
        table["move_cost"].append([None if g.key in site.closed_grounds else move for g in facts.grounds])
        table["move_exposure"].append([exposure for _ in facts.grounds])
        table["distance_km"].append([_distance(site.point, g.point, assumed["road_factor"]) for g in facts.grounds])
        for kind in ("convert", "change_trade", "close"):
            table[f"{kind}_cost"].append(_cost(site, kind, area, assumed))
    return table


def _area(site: Site, assumed: Assumed) -> float:
    if site.area_m2.value is not None:
        return site.area_m2.value
    return round(site.land_m2 * assumed.share("area_share"), 1) if site.land_m2 else assumed["area"]


def _exposure(site: Site, assumed: Assumed) -> float:
    return _or(site.exposure.value, assumed["residents"])


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else float(value)


def _cost(site: Site, kind: str, area: float, assumed: Assumed) -> float | None:
    """Million đồng; None when the option is not there."""
    if kind in site.removed:
        return None
    if kind in site.costs:
        return site.costs[kind]
    old = site.land_m2 or area
    found = {
        "move": assumed["move_rate"] * old,
        "convert": assumed["convert_cost"],
        "change_trade": assumed["change_rate"] * old,
        "close": assumed["close_rate"] * old,
    }[kind]
    return round(min(found, assumed["cap"]), 3)


def _earliest(site: Site, labels: list[str]) -> int:
    return 0 if site.earliest is None else quarters.first_at_or_after(site.earliest, labels)


def _signed(option: Option | None, labels: list[str]) -> dict | None:
    if option is None:
        return None
    quarter = None if option.quarter is None else labels.index(option.quarter)
    return {"kind": option.kind, "zone": option.zone, "quarter": quarter}


def _distance(a: Point | None, b: Point | None, factor: float) -> float:
    """Kilometres by road; without both points the flags say that 5 km stand in."""
    if a is None or b is None:
        return 5.0
    return round(kilometres(a, b) * factor, 3)


def kilometres(a: Point, b: Point) -> float:
    """As the crow flies."""
    (lat1, lon1), (lat2, lon2) = ((math.radians(x), math.radians(y)) for x, y in (a, b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(h))


def _blockers(facts: Facts, labels: list[str]) -> tuple[str, ...]:
    said = []
    if not facts.sites:
        said.append("Không có cơ sở nào chờ quyết định trong phạm vi. Hãy lập hồ sơ di dời hoặc khảo sát cơ sở trước.")
    if not labels:
        said.append("Năm cuối của phương án đã qua. Hãy đặt năm cuối muộn hơn trong phần giả định.")
    repeated = [key for key, count in Counter(site.key for site in facts.sites).items() if count > 1]
    said += [f"Mã cơ sở “{key}” đứng hai lần." for key in repeated]
    return tuple(said)


def _quality(facts: Facts) -> tuple[Quality, ...]:
    sites = facts.sites
    fields = (
        ("Người chịu tác động", [site.exposure.known for site in sites], "giá trị giả định"),
        ("Diện tích cần ở nơi mới", [site.area_m2.known for site in sites], "diện tích đang dùng, hoặc giả định"),
        ("Số lao động", [site.workers.known for site in sites], "giá trị giả định"),
        ("Mức hỗ trợ", [Known.DECLARED if site.costs else Known.MISSING for site in sites], "đơn giá giả định"),
        ("Toạ độ", [Known.DECLARED if site.point else Known.MISSING for site in sites], "cách nơi mới 5 km"),
        *(
            (f"Nhu cầu {name}", [site.needs.get(name, Datum.of(None)).known for site in sites], "giá trị giả định")
            for name in facts.resources
        ),
    )
    return tuple(Quality(name, instead, tuple(known)) for name, known, instead in fields)


def _flags(facts: Facts, assumed: Assumed, labels: list[str], areas: list[float]) -> tuple[str, ...]:
    """What people should see before solving: targets out of reach, land without a day, purses without a year."""
    said = list(facts.notes)
    for ground in facts.grounds:
        if ground.undated_m2:
            said.append(
                f"{ground.key}: {format_number(round(ground.undated_m2))} m² đất công nghiệp chưa ghi ngày có hạ tầng "
                "nên chưa được tính; hãy ghi vào sổ lô đất."
            )
        if ground.point is None:
            said.append(f"{ground.key}: chưa có ranh giới lô nào nên quãng đường tính bằng 5 km.")
        if undeclared := [name for name in facts.resources if name not in ground.resources]:
            said.append(f"{ground.key}: chưa khai {', '.join(undeclared)} nên phương án chưa xét các mặt ấy ở đây.")
    for purse in facts.purses:
        if purse.serves is not None:
            said.append(f"{purse.key} chỉ được chi cho {len(purse.serves)} cơ sở trong địa bàn của nó; đã xét như vậy.")
    for fill in facts.fills:
        said += _of_fill(fill, facts, sum(areas))
    years = {int(label[:4]) for label in labels}
    for purse in facts.purses:
        if empty := sorted(y for y in years if y not in purse.by_year):
            said.append(f"{purse.key}: chưa có số tiền năm {', '.join(map(str, empty))} nên tính bằng 0.")
    if not facts.purses:
        said.append("Chưa có nguồn kinh phí nào trong sổ; chỉ những việc không tốn tiền mới làm được.")
    if not facts.grounds:
        said.append("Chưa có cụm nào có đất để nhận; không cơ sở nào có thể di dời vào cụm.")
    if late := [site.name for site in facts.sites if _earliest(site, labels) == len(labels)]:
        said.append(f"{len(late)} cơ sở chỉ có thể bắt đầu sau kỳ phương án: {', '.join(late[:5])}.")
    return tuple(said)


def _of_fill(fill: Fill, facts: Facts, needed: float) -> list[str]:
    ground = next(g for g in facts.grounds if g.key == fill.ground)
    missing = fill.rate * ground.leasable_m2 - ground.let_m2
    what = f"Chỉ tiêu lấp đầy {format_number(round(fill.rate * 100, 1))} % của {fill.ground}"
    said = []
    if fill.by < facts.day:
        said.append(f"{what} có hạn đã qua ({fill.by:%d/%m/%Y}) nên không đưa vào tính.")
    if missing > needed:
        said.append(
            f"{what} còn thiếu {format_number(round(missing / 10_000, 2))} ha; tất cả cơ sở cộng lại chỉ cần "
            f"{format_number(round(needed / 10_000, 2))} ha nên riêng việc di dời không thể đạt."
        )
    return said
