"""How a target is shared out: what is asked, who holds what, whether it makes the whole, by which key."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.timezone import localdate

from lotrinh.core.periods import Period
from lotrinh.core.vietnamese import fold, format_number
from lotrinh.indicators.choices import Direction, Nature
from lotrinh.indicators.measures.scopes import MeasureScope
from lotrinh.indicators.models import Indicator
from lotrinh.indicators.reading import figure_of
from lotrinh.organizations.models import Organization
from lotrinh.plans.choices import UNSETTLED
from lotrinh.plans.errors import CannotShare, NothingToShare
from lotrinh.plans.models import Allotment, Share, ShareProposal, Target, TargetContract
from lotrinh.plans.sharing import (
    Balance,
    NothingToShareBy,
    Part,
    RatioBalance,
    balance,
    largest_remainder,
    ratio_balance,
)


def contract_of(target: Target) -> TargetContract | None:
    return getattr(target, "contract", None)


def wanted_of(target: Target) -> Decimal | None:
    """What all units together have to reach: the number agreed, else the plan's."""
    contract = contract_of(target)
    return contract.threshold if contract and contract.threshold is not None else target.value


def is_ratio(target: Target) -> bool:
    """Its parts are weighed, not added."""
    contract = contract_of(target)
    if contract and contract.indicator:
        return contract.indicator.nature == Nature.RATIO
    return "%" in unit_of(target) or fold(unit_of(target)).startswith("phan tram")


def unit_of(target: Target) -> str:
    contract = contract_of(target)
    return contract.unit if contract and contract.unit else target.unit


def falls(target: Target) -> bool:
    contract = contract_of(target)
    return (contract.direction if contract else target.direction) == Direction.FALL


@dataclass(frozen=True)
class Held:
    """One unit's part, and what it means for it."""

    share: Share
    needed: Decimal | None
    """Of a ratio: the numerator it has to reach, once its denominator is known."""
    proposal: ShareProposal | None = None
    """That waits for somebody."""

    @property
    def unit(self) -> Organization:
        return self.share.organization

    @property
    def has_ended(self) -> bool:
        """The unit is no more, and nobody took its part over yet."""
        return not self.unit.exists_on(localdate())


@dataclass
class Sheet:
    """A target's shares on one page. Vietnamese: bảng phân bổ."""

    target: Target
    allotment: Allotment | None

    @cached_property
    def wanted(self) -> Decimal | None:
        return wanted_of(self.target)

    @property
    def unit(self) -> str:
        return unit_of(self.target)

    @cached_property
    def is_ratio(self) -> bool:
        return is_ratio(self.target)

    @cached_property
    def _shares(self) -> list[Share]:
        if self.allotment is None:
            return []
        return list(self.allotment.shares.select_related("organization", "taken_over_from", "entry__by", "ended__by"))

    @cached_property
    def proposals(self) -> list[ShareProposal]:
        """All there ever were, the latest first."""
        if self.allotment is None:
            return []
        found = self.allotment.proposals.select_related("organization", "raised__by", "answered__by", "settled__by")
        return list(found)

    @cached_property
    def held(self) -> list[Held]:
        waiting = {one.organization_id: one for one in self.proposals if one.state in UNSETTLED}
        current = [share for share in self._shares if share.ended_id is None]
        current.sort(key=lambda share: share.organization.sort_key)
        return [Held(share, self._needed(share), waiting.get(share.organization_id)) for share in current]

    @property
    def past(self) -> list[Share]:
        """Values that no longer hold, the latest first."""
        return sorted((share for share in self._shares if share.ended_id), key=lambda share: -share.ended_id)

    def _needed(self, share: Share) -> Decimal | None:
        if not self.is_ratio:
            return None
        part = Part(share.value, share.denominator)
        return part.needed(is_strict=self.target.is_strict, falls=falls(self.target))

    @cached_property
    def balance(self) -> Balance | RatioBalance | None:
        """None while nothing is asked in numbers, or nothing was shared out."""
        if self.wanted is None or not self.held:
            return None
        if self.is_ratio:
            return ratio_balance(self.wanted, [Part(one.share.value, one.share.denominator) for one in self.held])
        return balance(self.wanted, [one.share.value for one in self.held])

    @property
    def verdict(self) -> str:
        """Whether the parts make the whole, in a sentence."""
        told = self.balance
        if told is None:
            return ""
        if isinstance(told, RatioBalance) and told.percent is None:
            return f"Chưa cộng được: {told.unknown} đơn vị chưa có mẫu số."
        if told.is_even:
            return "Các phần cộng lại vừa đủ."
        gap = abs(told.difference)
        number = format_number(max(round(gap, 2), Decimal("0.01")) if self.is_ratio else gap)
        unit = "điểm phần trăm" if self.is_ratio else self.unit
        way = "vượt" if told.difference > 0 else "thiếu"
        return f"Các phần cộng lại {way} {number} {unit}".strip() + " so với mức phải đạt."

    @property
    def word(self) -> str:
        """Of the verdict, for a mark beside it."""
        told = self.balance
        if told is None or told.difference is None:
            return "chưa rõ"
        return "đủ" if told.is_even else "vượt" if told.difference > 0 else "thiếu"

    def of(self, organization_ids: frozenset[int] | None) -> list[Held]:
        """The parts of these units; None is all of them."""
        return [one for one in self.held if organization_ids is None or one.share.organization_id in organization_ids]


def sheet_of(target: Target) -> Sheet:
    """Three queries when it is looked through."""
    found = Allotment.objects.filter(target=target).select_related("indicator", "entry__by").first()
    return Sheet(target, found)


# --- keys ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Computed:
    """One unit's part by a key."""

    value: Decimal
    weight: Decimal | None = None
    denominator: Decimal | None = None


def by_weights(target: Target, weights: dict[int, Decimal], decimals: int) -> dict[int, Computed]:
    """By the key of each unit: the whole shared out by largest remainder; of a ratio every unit gets the whole's own
    ratio, and its weight is its denominator. Raises NothingToShare, CannotShare.
    """
    wanted = wanted_of(target)
    if wanted is None:
        raise NothingToShare()
    if is_ratio(target):
        if any(weight <= 0 for weight in weights.values()):
            raise CannotShare("Mẫu số của mỗi đơn vị phải lớn hơn 0; hãy sửa số gốc.")
        return {unit: Computed(wanted, None, weight) for unit, weight in weights.items()}
    try:
        values = largest_remainder(wanted, list(weights.values()), decimals)
    except NothingToShareBy as error:
        raise CannotShare("Số gốc phải không âm và không cùng bằng 0; hãy sửa số gốc.") from error
    except ValueError as error:
        raise CannotShare(
            f"Không chia {format_number(wanted.normalize())} thành các phần tròn đến {decimals} số lẻ được;"
            " hãy tăng số lẻ."
        ) from error
    return {unit: Computed(value, weights[unit]) for unit, value in zip(weights, values, strict=True)}


def weights_of(
    indicator: Indicator, period: Period, units: Sequence[Organization], *, ratio: bool
) -> dict[int, Decimal]:
    """What the indicator tells of each unit's area; for a ratio its denominator, where it has one. Raises CannotShare
    naming the units it tells nothing of.
    """
    _areas_must_differ(units)
    found, lacking = {}, []
    for unit in units:
        figure = figure_of(indicator, MeasureScope.of([unit.area_id]), period) if unit.area_id else None
        number = None
        if figure is not None:
            number = figure.denominator if ratio and figure.denominator is not None else figure.value
        if number is None:
            lacking.append(unit.label)
        else:
            found[unit.pk] = Decimal(number)
    if lacking:
        raise CannotShare(
            f"“{indicator}” không có số {period.label} của: {'; '.join(lacking)}. Hãy khai số gốc hoặc bỏ."
        )
    return found


def _areas_must_differ(units: Iterable[Organization]) -> None:
    areas = Counter(unit.area_id for unit in units if unit.area_id)
    twice = [unit.label for unit in units if areas[unit.area_id] > 1]
    if twice:
        raise CannotShare(f"Cùng một địa bàn nên không chia theo chỉ số được: {'; '.join(twice)}.")
