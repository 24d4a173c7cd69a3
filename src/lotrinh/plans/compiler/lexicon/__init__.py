"""The words the compiler knows, as TOML files anybody can read and mend; each entry gives its reason."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def entries(name: str) -> dict[str, Any]:
    """The tables of lexicon/NAME.toml, read once."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def words(name: str, group: str) -> tuple[str, ...]:
    """The words of one group of lexicon/NAME.toml."""
    found: list[str] = entries(name)[group]["words"]
    return tuple(found)
