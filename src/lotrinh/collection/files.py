"""Who may fetch the papers and files of an answer: whoever may see the unit's line in the round."""

from lotrinh.collection.models import RoundUnit
from lotrinh.documents.access import reads_files

REGISTER = "tra-loi-dot-thu-thap"


@reads_files(REGISTER)
def may_read(who, key: str) -> bool:
    return key.isdecimal() and RoundUnit.objects.visible_to(who).filter(pk=key).exists()
