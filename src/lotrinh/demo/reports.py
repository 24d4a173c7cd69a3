"""The report of the last quarter, as it left: drafted, agreed by the leader, issued with its figures frozen."""

from datetime import date

from lotrinh.core.models import User
from lotrinh.core.periods import Period
from lotrinh.demo.offices import office_named
from lotrinh.demo.sign_ins import DEPARTMENT, DIVISION, LEADER
from lotrinh.plans.models import Programme
from lotrinh.reporting import actions
from lotrinh.reporting.choices import SectionKey
from lotrinh.reporting.proposing import proposed_regime

PERIOD = "2026-Q3r"
ISSUED_ON = date(2026, 9, 24)
NUMBER = 41
WORDS = {
    SectionKey.DIFFICULTIES: "Cụm thứ hai chưa có trong phương án phát triển cụm của tỉnh nên chưa lập được hồ sơ "
    "thành lập. Việc chuẩn bị quỹ đất ở phường Mỹ Ngãi chờ kinh phí đo đạc, kiểm đếm.",
    SectionKey.DIRECTIONS: "Mời gọi doanh nghiệp vào các lô còn trống của cụm Quảng Khánh; rà soát các cơ sở còn nằm "
    "trong khu dân cư đô thị để xếp thứ tự di dời.",
    SectionKey.PROPOSALS: "Đề nghị Sở Công Thương xem xét đưa cụm thứ hai vào phương án phát triển cụm công nghiệp.",
}


def issue_last_quarter(programme: Programme, *, by: User) -> None:
    """Quarterly, to those the plan names; the department receives it in the system too."""
    unit = office_named(DIVISION.format("Cao Lãnh"))
    regime = proposed_regime(programme, unit)
    regime.name = "Kết quả thực hiện kế hoạch cơ cấu lại ngành công nghiệp (mẫu)"
    actions.save_regime(regime=regime, by=by, recipient_units=[office_named(DEPARTMENT)])
    report = actions.draft_report(regime=regime, period=Period.parse(PERIOD), by=by)
    for key, words in WORDS.items():
        actions.write_section(report=report, key=key, words=words, seen=None, by=by)
    actions.submit(report=report, by=by)
    actions.agree(report=report, by=User.objects.get(username=LEADER.username))
    actions.issue(
        report=report,
        number=NUMBER,
        issued_on=ISSUED_ON,
        signer_lines=regime.signer_lines.splitlines(),
        signer_name="Trần Hữu Lộc (mẫu)",
        by=by,
    )
