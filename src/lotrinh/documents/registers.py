from lotrinh.core.registers import Card, May, Register, Section, register
from lotrinh.core.registers.declaration import signed_in
from lotrinh.documents.models import OfficialDocument
from lotrinh.documents.rights import keeps_documents


@register
class OfficialDocumentRegister(Register):
    """Sổ văn bản được viện dẫn"""

    model = OfficialDocument
    key = ("number", "issuer", "issued_on")
    columns = ("number", "kind", "issuer", "issued_on", "title", "ended_on", "ended_by")
    filters = ("kind",)
    order = ("-issued_on", "number")
    card = Card("title", "number", "issuer", "issued_on")
    form = (
        Section("Văn bản", "number", "kind", "issuer", "issued_on", "title"),
        Section("Hiệu lực", "ended_on", "ended_by"),
    )
    may = May(view=signed_in, change=keeps_documents)
