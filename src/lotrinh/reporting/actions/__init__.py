"""Deeds on reports: keyword-only, atomic, `by=` a user; each opens one audit entry and raises `reporting.errors`."""

from lotrinh.reporting.actions.drafts import all_notices, draft_report, refresh, set_rounds, write_section
from lotrinh.reporting.actions.issuing import agree, attach_signed, digest_of, issue, return_, submit
from lotrinh.reporting.actions.regimes import TEMPLATE_FILES, save_regime, set_template
from lotrinh.reporting.actions.withdrawing import withdraw_and_replace

__all__ = [
    "TEMPLATE_FILES",
    "agree",
    "all_notices",
    "attach_signed",
    "digest_of",
    "draft_report",
    "issue",
    "refresh",
    "return_",
    "save_regime",
    "set_rounds",
    "set_template",
    "submit",
    "withdraw_and_replace",
    "write_section",
]
