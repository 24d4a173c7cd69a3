"""Figures of labour, from the last return of each establishment. Two rates of trained labour, never mixed."""

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from lotrinh.core.periods import Period
from lotrinh.establishments.models import Establishment
from lotrinh.indicators.measures import Ratio, Total, measure
from lotrinh.workforce.models import LabourReturn

NO_RETURN = "cơ sở chưa có phiếu khai lao động trong 12 tháng, hoặc chưa rõ ngành"
WHOLE_INDUSTRY = ("01", "99")
"""Where no rule says what industry is, nobody is left out."""


def _last_said(column: str, day):
    """What the last return says on `day`: the establishment's own, else that of a duplicate merged into it."""
    returns = LabourReturn.objects.valid_on(day).with_trained().order_by("-as_of", "-pk").values(column)
    own = returns.filter(establishment=OuterRef("pk"))
    of_duplicates = returns.filter(establishment__merged_into=OuterRef("pk"))
    return Coalesce(Subquery(own[:1]), Subquery(of_duplicates[:1]))


class _Workers:
    """Industrial establishments at work, each with what its last return says; those without one are missing."""

    groups = ("area", "old_area", "trade", "priority")
    areas = ("area", "old_area")
    missing, missing_means = Q(workers=None) | Q(is_industrial=None), NO_RETURN
    columns: tuple[str, ...] = ("workers",)

    def rows(self, span):
        rule = span.rule("industry.divisions")
        first, last = rule.text.split("-") if rule else WHOLE_INDUSTRY
        operating = Establishment.objects.not_merged().operating_on(span.last).with_industry(first, last)
        industrial = operating.filter(Q(is_industrial=True) | Q(is_industrial=None))
        return industrial.annotate(**{name: _last_said(name, span.last) for name in self.columns})


@measure("workforce.employment", vi="Lao động đang làm việc trong ngành công nghiệp", unit="người")
class Employment(_Workers, Total):
    """Tổng số lao động theo phiếu khai gần nhất của từng cơ sở công nghiệp, không cũ quá 12 tháng."""

    weight = "workers"
    words = ("lao động theo phiếu khai gần nhất", "")


@measure("workforce.women_share", vi="Tỷ lệ lao động nữ", unit="%")
class WomenShare(_Workers, Ratio):
    """Lao động nữ chia cho tổng số lao động, theo phiếu khai gần nhất của từng cơ sở công nghiệp."""

    weight, part, columns = "workers", "women", ("workers", "women")
    words = ("lao động nữ", "tổng số lao động")


@measure(
    "workforce.trained_with_certificate",
    vi="Tỷ lệ lao động qua đào tạo có bằng, chứng chỉ",
    unit="%",
    rule="workforce.trained_certificate",
)
class TrainedWithCertificate(_Workers, Ratio):
    """Lao động đã đào tạo từ 3 tháng trở lên và có bằng hoặc chứng chỉ, chia cho tổng số lao động của các cơ sở công
    nghiệp, theo phiếu khai gần nhất. Khoá dưới 3 tháng không tính."""

    weight, part, columns = "workers", "with_certificate", ("workers", "with_certificate")
    words = ("lao động có bằng, chứng chỉ", "tổng số lao động")
    others = ("workforce.trained",)


@measure("workforce.trained", vi="Tỷ lệ lao động qua đào tạo, cả không bằng", unit="%", rule="workforce.trained_all")
class Trained(_Workers, Ratio):
    """Lao động có bằng, chứng chỉ và công nhân kỹ thuật không bằng, chia cho tổng số lao động của các cơ sở công
    nghiệp, theo phiếu khai gần nhất."""

    weight, part, columns = "workers", "trained", ("workers", "trained")
    words = ("lao động có bằng, chứng chỉ và công nhân kỹ thuật không bằng", "tổng số lao động")
    others = ("workforce.trained_with_certificate",)


@measure("workforce.return_share", vi="Tỷ lệ cơ sở đã có phiếu khai lao động", unit="%")
class ReturnShare(_Workers, Ratio):
    """Số cơ sở có phiếu khai lao động không cũ quá 12 tháng, chia cho số cơ sở công nghiệp đang hoạt động."""

    weight, missing = 1, None
    words = ("cơ sở đã có phiếu khai", "cơ sở công nghiệp đang hoạt động")

    def counts(self, span):
        return Q(workers__isnull=False)


@measure(
    "workforce.employment_change",
    vi="Lao động tăng thêm so với cuối kỳ trước",
    unit="người",
    of={"now": Employment, "before": (Employment, Period.previous)},
    pattern="{now} − {before}",
    is_flow=True,
)
def employment_change(now, before):
    """Lao động cuối kỳ trừ lao động cuối kỳ trước: tăng thêm thuần, không phải số người được giải quyết việc làm."""
    return now.value - before.value
