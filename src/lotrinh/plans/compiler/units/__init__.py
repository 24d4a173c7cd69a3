"""Recognises names of bodies, offices and groups: a small grammar over `lexicon/units.toml`, not a list of units.

A name is a head (sở, ủy ban nhân dân, doanh nghiệp) and what belongs to it, up to a verb, a small word or a new name.
Names are joined by commas, "và" and semicolons; a set name (các sở, ban, ngành) stays whole.
"""

from .lists import read_all, read_list
from .named import Named

__all__ = ["Named", "read_all", "read_list"]
