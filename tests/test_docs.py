"""The pages for engineers name only what is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
MODULE = re.compile(r"`((?:[a-z_]+/)+[a-z_0-9]+\.(?:py|toml|html|typ|js|css))`")
ROOM = re.compile(r"`((?:[a-z_]+/)+)`")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
ELSEWHERE = ("corpus/", "files")
"""Beside the software: the benchmark of documents, the uploads of an installation."""

HERE = {
    path.relative_to(ROOT).as_posix()
    for top in ("src", "tests", "docs", "benchmarks")
    for path in (ROOT / top).rglob("*")
}


def is_there(name: str) -> bool:
    return any(path == name or path.endswith(f"/{name}") for path in HERE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_module_a_page_names_exists(page):
    words = page.read_text(encoding="utf-8")
    named = {name.rstrip("/") for name in [*MODULE.findall(words), *ROOM.findall(words)]}
    assert [name for name in sorted(named) if not name.startswith(ELSEWHERE) and not is_there(name)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_to_a_file(page):
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
