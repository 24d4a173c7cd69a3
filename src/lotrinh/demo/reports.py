"""The report of the last quarter, as it left: drafted, agreed by the leader, issued with its figures frozen."""

from datetime import date

from lotrinh.core.models import User
from lotrinh.core.periods import Period
from lotrinh.demo.offices import office_named
from lotrinh.demo.sign_ins import DEPARTMENT, DIVISION, LEADER
from lotrinh.plans.models import Programme
from lotrinh.reporting import actions
from lotrinh.reporting.proposing import proposed_regime

PERIOD = "2026-Q3r"
ISSUED_ON = date(2026, 9, 24)
NUMBER = 41


def issue_last_quarter(programme: Programme, *, by: User) -> None:
    """Quarterly, to those the plan names; the department receives it in the system too."""
    unit = office_named(DIVISION.format("Cao Lãnh"))
    regime = proposed_regime(programme, unit)
    regime.name = "Kết quả thực hiện kế hoạch cơ cấu lại ngành công nghiệp (mẫu)"
    actions.save_regime(regime=regime, by=by, recipient_units=[office_named(DEPARTMENT)])
    report = actions.draft_report(regime=regime, period=Period.parse(PERIOD), by=by)
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
