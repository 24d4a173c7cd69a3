from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Max


def next_numbers(model, dossiers: Sequence) -> dict[int, int]:
    """For each dossier (by key) the number after its last row in `model`. One query."""
    last = model.objects.filter(dossier__in=dossiers).values("dossier").annotate(last=Max("number"))
    found: dict[int, int] = defaultdict(lambda: 1)
    found |= {row["dossier"]: row["last"] + 1 for row in last}
    return found
