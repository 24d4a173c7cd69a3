"""Who reads the files of a report: whoever sees the report; of a template, whoever sees its regime."""

from lotrinh.core.keys import key_in
from lotrinh.documents.access import reads_files
from lotrinh.reporting.actions import TEMPLATE_FILES
from lotrinh.reporting.models import FILES, Report, ReportRegime


@reads_files(FILES)
def reads_report_files(who, key: str) -> bool:
    return Report.objects.visible_to(who).filter(pk=key_in(key)).exists()


@reads_files(TEMPLATE_FILES)
def reads_template(who, key: str) -> bool:
    return ReportRegime.objects.visible_to(who).filter(pk=key_in(key)).exists()
