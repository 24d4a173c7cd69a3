"""Official reports: what is owed to whom, the drafts, and what left the office with its figures frozen."""

from lotrinh.reporting.models.figures import FigureMark, FrozenFigure, sha256_of_value
from lotrinh.reporting.models.issues import ReportIssue
from lotrinh.reporting.models.regimes import ReportRegime
from lotrinh.reporting.models.reports import FILES, Report, ReportSection, ReportStep

__all__ = [
    "FILES",
    "FigureMark",
    "FrozenFigure",
    "Report",
    "ReportIssue",
    "ReportRegime",
    "ReportSection",
    "ReportStep",
    "sha256_of_value",
]
