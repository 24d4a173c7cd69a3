"""Who reads files of dossiers: photos by whoever sees the dossier, an owner's papers by whoever may write it."""

from lotrinh.documents.access import reads_files
from lotrinh.relocation.actions.owners import LETTERS
from lotrinh.relocation.models import Dossier, OwnerMessage


@reads_files(LETTERS)
def reads_letters(who, key: str) -> bool:
    if not key.isdecimal():
        return False
    mine = Dossier.objects.editable_by(who).values("pk")
    return OwnerMessage.objects.filter(pk=key, link__dossier__in=mine).exists()
