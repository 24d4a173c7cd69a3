"""What is measured in the demo: indicators that ask the registers, and those whose figures are still declared."""

from collections.abc import Iterator
from decimal import Decimal

from django.core.management import call_command

from lotrinh.core.models import User
from lotrinh.core.registers import audit, write
from lotrinh.demo.offices import office_named
from lotrinh.demo.sign_ins import DIVISION, OLD_DIVISION
from lotrinh.indicators import keeping
from lotrinh.indicators.choices import Direction, Nature
from lotrinh.indicators.models import DeclaredFigure, Indicator
from lotrinh.plans import actions
from lotrinh.plans.models import Claim, PlanVersion

AMONG_HOMES = "co-so-xen-lan-khu-dan-cu"
TO_MOVE = "co-so-phai-di-doi-con-o-noi-cu"
JOBS, BUSINESS = "lao-dong-duoc-giai-quyet-viec-lam", "diem-moi-truong-kinh-doanh"
DECLARED = {
    JOBS: ((2021, 8420), (2022, 8765), (2023, 9105), (2024, 9240), (2025, 8910)),
    BUSINESS: ((2022, 61.4), (2023, 63.0), (2024, 64.2), (2025, 66.5)),
}
"""Invented figures by year; the city's division declared them until 2024, the ward's after."""
LAST_OF_CITY = 2024
STATED = 193
"""Establishments among homes, says the plan's note; its own parts add up to 196."""


def enter_indicators(*, by: User) -> None:
    with audit("Lập danh mục chỉ số của bản minh hoạ", by=by):
        write(list(_indicators()), by=by)
    call_command("load_indicators")  # and one for every other measure


def declare(*, by: User) -> None:
    """The yearly figures for which no register is kept yet."""
    with audit("Khai số liệu chưa có sổ (mẫu)", by=by):
        for code, figures in DECLARED.items():
            indicator = Indicator.objects.get(code=code)
            write([_declared(indicator, year, value) for year, value in figures], by=by)


def set_beside_claims(version: PlanVersion, *, by: User) -> None:
    """Beside the number that the plan's note states, what the register counts."""
    claim = Claim.objects.get(version=version, value=STATED)
    actions.correct(item=claim, by=by, indicator=Indicator.objects.get(code=AMONG_HOMES))


def keep_observations() -> None:
    """As the nightly job does."""
    keeping.keep_all()


def _indicators() -> Iterator[Indicator]:
    yield Indicator(
        code="lao-dong-qua-dao-tao",
        name="Tỷ lệ lao động công nghiệp qua đào tạo",
        definition="Lao động có bằng, chứng chỉ từ sơ cấp trở lên hoặc là công nhân kỹ thuật không bằng, chia cho tổng "
        "số lao động của các cơ sở đã nộp phiếu khai.",
        other_definitions="Chỉ tính lao động có bằng, chứng chỉ (thấp hơn nhiều).",
        unit="%",
        nature=Nature.RATIO,
        measure="workforce.trained",
    )
    yield Indicator(
        code="lap-day-cum-cong-nghiep",
        name="Tỷ lệ lấp đầy cụm công nghiệp",
        definition="Đất công nghiệp đã cho thuê, cho thuê lại hoặc đã có chấp thuận đầu tư, chia cho tổng đất công "
        "nghiệp của cụm; mỗi lô tính một lần.",
        other_definitions="Chỉ tính đất đã cho thuê (trước Nghị định 32/2024/NĐ-CP).\nChia cho đất đã có hạ tầng.",
        unit="%",
        nature=Nature.RATIO,
        measure="cluster.fill_2024",
        legal_basis="Nghị định 32/2024/NĐ-CP, Điều 2 khoản 7",
    )
    yield Indicator(
        code="co-so-trong-khu-dan-cu-do-thi",
        name="Cơ sở sản xuất trong khu dân cư đô thị còn hoạt động",
        definition="Số cơ sở trong sổ còn hoạt động, nằm trong khu dân cư đô thị; bản ghi trùng đã gộp tính một.",
        unit="cơ sở",
        direction=Direction.FALL,
        nature=Nature.LEVEL,
        measure="establishment.on_urban_residential_land",
        decimals=0,
    )
    yield Indicator(
        code=TO_MOVE,
        name="Cơ sở trong khu dân cư đô thị có nguy cơ ô nhiễm còn ở nơi cũ",
        definition="Số cơ sở trong khu dân cư đô thị theo bản đồ năm 2022, có ít nhất một căn cứ nguy cơ ô nhiễm, chưa "
        "ngừng sản xuất ở nơi cũ hoặc chưa được kiểm tra tại chỗ là đã ngừng.",
        other_definitions="Mọi cơ sở trong khu dân cư đô thị, có hay không có căn cứ.\nMọi cơ sở xen lẫn khu dân cư.",
        unit="cơ sở",
        direction=Direction.FALL,
        nature=Nature.LEVEL,
        measure="relocation.left_of_plan",
        decimals=0,
    )
    yield Indicator(
        code=AMONG_HOMES,
        name="Cơ sở sản xuất xen lẫn khu dân cư",
        definition="Số cơ sở trong sổ còn hoạt động mà khảo sát ghi là xen lẫn khu dân cư, cả ở phường và ở xã cũ.",
        unit="cơ sở",
        direction=Direction.FALL,
        nature=Nature.LEVEL,
        measure="establishment.in_residential_area",
        decimals=0,
    )
    yield Indicator(
        code=JOBS,
        name="Số lao động được giải quyết việc làm",
        definition="Số người được giải quyết việc làm trong năm, mỗi người tính một lần trong năm.",
        other_definitions="Số tăng thêm ròng: số tuyển mới trừ số thôi việc.",
        unit="người",
        nature=Nature.FLOW,
        decimals=0,
    )
    yield Indicator(
        code=BUSINESS,
        name="Điểm môi trường kinh doanh cấp cơ sở",
        definition="Điểm khảo sát hằng năm ý kiến doanh nghiệp trên địa bàn, thang 100.",
        unit="điểm",
        nature=Nature.LEVEL,
    )


def _declared(indicator: Indicator, year: int, value: float) -> DeclaredFigure:
    unit = OLD_DIVISION if year <= LAST_OF_CITY else DIVISION.format("Cao Lãnh")
    return DeclaredFigure(
        indicator=indicator,
        organization=office_named(unit),
        period=str(year),
        value=Decimal(str(value)),
        document=f"Báo cáo mẫu năm {year}",
        declarer="Cán bộ kế hoạch (mẫu)",
        is_sample=True,
    )
