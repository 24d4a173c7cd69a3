"""The headings of a document: which stands over a block, numbers the print lost, how one cites a place."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lotrinh.plans.compiler.values import Node

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_NUMBER = re.compile(r"(\D*?)(\d+(?:\.\d+)*)\W*$")


@dataclass
class Outline:
    """Headings in their order, as the compiler read them."""

    nodes: Sequence[Node]
    _ordinals: dict[int | None, list[int]] = field(default_factory=lambda: defaultdict(list))

    @cached_property
    def _starts(self) -> list[int]:
        return [node.place.block for node in self.nodes]

    @cached_property
    def _first_in_block(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for number, node in enumerate(self.nodes):
            found.setdefault(node.place.block, number)
        return found

    def node_of_block(self, block: int) -> int | None:
        """Number of the heading that the block is."""
        return self._first_in_block.get(block)

    def above(self, block: int) -> int | None:
        """Number of the heading that the block stands under, or is."""
        place = bisect_right(self._starts, block)
        return place - 1 if place else None

    @cached_property
    def parents(self) -> list[int | None]:
        """For each heading the one it stands under."""
        found: list[int | None] = []
        for number, node in enumerate(self.nodes):
            over = number - 1
            while over >= 0 and self.nodes[over].level >= node.level:
                over = found[over] if found[over] is not None else -1
            found.append(over if over >= 0 else None)
        return found

    def label(self, number: int) -> str:
        """As printed, else as it follows from the headings beside it; "" when nothing tells."""
        return self._labels[number]

    @cached_property
    def _labels(self) -> list[str]:
        labels = [(node.label or "").strip() for node in self.nodes]
        siblings: dict[tuple[int | None, int], list[int]] = defaultdict(list)
        for number, node in enumerate(self.nodes):
            siblings[self.parents[number], node.level].append(number)
        for group in siblings.values():
            for step, way in ((1, group), (-1, group[::-1])):
                for beside, here in zip(way, way[1:], strict=False):
                    followed = next_label(labels[beside], step)
                    if not labels[here] and followed not in {labels[one] for one in group}:
                        labels[here] = followed
        return labels

    def chain(self, number: int | None) -> list[int]:
        """The heading and those over it, innermost first."""
        found = []
        while number is not None:
            found.append(number)
            number = self.parents[number]
        return found

    def headings_above(self, block: int) -> list[str]:
        """The words of the headings over a block, innermost first."""
        return [self.nodes[number].heading for number in self.chain(self.above(block))]

    def path(self, number: int | None) -> str:
        """II.5 for heading 5 under II; a heading without any number is named by its first words."""
        path, above = "", ""
        for one in reversed(self.chain(number)):
            label = _bare(self.label(one))
            if not label:
                path = ", ".join(filter(None, [path, _shortened(self.nodes[one].heading)]))
            elif above and label.startswith(f"{above}."):
                path += label.removeprefix(above)  # "1.2" under "1" already says where it stands
            else:
                path = ".".join(filter(None, [path, label]))
            above = label
        return path

    def cite(self, number: int | None, block: int) -> str:
        """How a reader names the place of a block: II.5, đoạn 3."""
        under = self._ordinals[number]
        if block not in under:
            under.append(block)
        path = self.path(number)
        if number is not None and self.nodes[number].place.block == block:
            return path
        ordinal = len([one for one in under if number is None or one != self.nodes[number].place.block])
        return f"{path}, đoạn {ordinal}" if path else f"đoạn {ordinal}"


def _bare(label: str) -> str:
    return label.strip(" .)(:-–*+")


def _shortened(heading: str, words: int = 4) -> str:
    split = heading.strip(" *-–+:").split()
    return " ".join(split[:words]) + ("…" if len(split) > words else "")


def next_label(label: str, step: int = 1) -> str:
    """The label after (or before) one: III. → IV., 2 → 3, b) → c); "" where there is none."""
    bare = _bare(label)
    if bare in _ROMAN and 0 <= _ROMAN.index(bare) + step < len(_ROMAN):
        return label.replace(bare, _ROMAN[_ROMAN.index(bare) + step])
    if len(bare) == 1 and bare.isalpha() and bare.isascii() and "a" <= chr(ord(bare.lower()) + step) <= "z":
        return label.replace(bare, chr(ord(bare) + step))
    match = _NUMBER.fullmatch(label)
    if match:
        *over, last = match[2].split(".")
        if int(last) + step > 0:
            return label.replace(match[2], ".".join([*over, str(int(last) + step)]))
    return ""
