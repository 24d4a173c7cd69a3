"""What a unit's territory holds, over time: the units in it, and the former units that went into it."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection

_WITHIN = """
WITH RECURSIVE part_of(whole, part) AS (
    SELECT parent_id, id FROM areas_area WHERE parent_id IS NOT NULL
    UNION ALL
    SELECT MIN(successor_id), predecessor_id FROM areas_areasuccession
    GROUP BY predecessor_id HAVING COUNT(*) = 1
    UNION ALL
    SELECT MIN(new.parent_id), predecessor_id
    FROM areas_areasuccession JOIN areas_area new ON new.id = successor_id
    GROUP BY predecessor_id HAVING COUNT(*) > 1 AND MIN(new.parent_id) = MAX(new.parent_id)
), within(root, id) AS (
    SELECT id, id FROM areas_area WHERE id IN ({marks})
    UNION
    SELECT within.root, part_of.part FROM within JOIN part_of ON part_of.whole = within.id
)
SELECT root, id FROM within
"""


def within(roots: Iterable[int]) -> dict[int, frozenset[int]]:
    """For each unit (key) the keys of itself, of all units in it, and of former units that went wholly into those.

    A unit that was divided belongs to no single successor, but to the unit that holds all its successors: rows that
    only know the old city are the province's to see, not each new ward's. One query.
    """
    roots = list(roots)
    found: dict[int, set[int]] = defaultdict(set)
    if roots:
        with connection.cursor() as cursor:
            cursor.execute(_WITHIN.format(marks=", ".join(["%s"] * len(roots))), roots)
            for root, key in cursor.fetchall():
                found[root].add(key)
    return {root: frozenset(keys) for root, keys in found.items()}
