"""What is owed: the regimes of a unit and its Word templates."""

from collections.abc import Iterable
from typing import BinaryIO

from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.documents.actions import store_file
from lotrinh.documents.choices import FileKind
from lotrinh.documents.writing import templates
from lotrinh.reporting.models import ReportRegime
from lotrinh.reporting.rights import must_report_for

TEMPLATE_FILES = "mau-bao-cao"


def save_regime(*, regime: ReportRegime, by: User, recipient_units: Iterable | None = None) -> ReportRegime:
    """Enter or change what must be reported. Raises NotYourReport."""
    must_report_for(by, regime.reporter, regime.programme)
    with audit(f"Chế độ báo cáo: {regime}", by=by) as entry:
        regime.entry = entry
        regime.save()
        if recipient_units is not None:
            regime.recipient_units.set(recipient_units)
    return regime


def set_template(*, regime: ReportRegime, file: BinaryIO, name: str, by: User) -> ReportRegime:
    """The office's own Word file for this report. Raises NotYourReport, FileRefused, templates.BadTemplate."""
    must_report_for(by, regime.reporter, regime.programme)
    file.seek(0)
    templates.check(file.read())
    with audit(f"Mẫu Word của {regime}", by=by) as entry:
        kinds = frozenset({FileKind.DOCX})
        regime.template = store_file(
            file=file,
            name=name,
            register=TEMPLATE_FILES,
            key=regime.pk,
            by=by,
            kinds=kinds,
            largest_mib=templates.LARGEST_MIB,
        )
        regime.entry = entry
        regime.save()
    return regime
