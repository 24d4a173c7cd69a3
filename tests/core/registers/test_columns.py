"""What a cell may hold: whatever comes, it is read or refused with a reason."""

import pytest

from lotrinh.core.registers import register_named
from lotrinh.core.registers.columns import BadCell

HOSTILE = [
    "1e400",
    "NaN",
    "#DIV/0!",
    "9" * 40,
    "9" * 5_000,
    10**60,
    1e300,
    float("inf"),
    float("nan"),
    True,
    "x" * 5_000,
]


@pytest.mark.parametrize("name", ["land_area_m2", "latitude", "opened_on"])
@pytest.mark.parametrize("cell", HOSTILE, ids=[str(cell)[:12] for cell in HOSTILE])
def test_a_cell_that_is_no_number_and_no_day_is_refused(name, cell):
    with pytest.raises(BadCell):
        register_named("co-so").column(name).read(cell)
