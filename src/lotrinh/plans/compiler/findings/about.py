"""What kind of document the rules look at."""

import re

from ..values import Compiled
from ..words import flat

_PLAN = re.compile(r"kế hoạch|chương trình|đề án|phương án")


def is_plan(compiled: Compiled) -> bool:
    """Whether the document is a plan, programme or scheme, or issues one: others need no targets, dates or reports."""
    header = compiled.skeleton.header
    return bool(_PLAN.search(flat(f"{header.kind or ''} {header.title or ''}")))
