"""Whatever the bytes: a document, or a Vietnamese word why not. No crash and no long wait, in any carrier."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotrinh.plans.compiler.pipeline import compile_document
from lotrinh.plans.compiler.values import UnreadableDocument

from ..made_documents import PLAN, in_pdf, plan_in_word

CARRIERS = {
    "txt": PLAN.encode(),
    "md": PLAN.replace("\n", "\n\n").encode(),
    "docx": plan_in_word(),
    "htm": "".join(f"<p>{line}</p>" for line in PLAN.split("\n")).join(("<html><body>", "</body></html>")).encode(),
    "pdf": in_pdf(PLAN.replace("\n", "\n\n")),
}
NASTY = [
    b"", b"\0", b"<", b"<table><tr><td>", b"|\n", b"| | |\n|---|", b"I. ", b"1.1.1.1.", b"(1)", b"\xff\xfe", b"&#0;",
    b"9" * 400, b"\xcc\x81" * 50, b"(" * 200, "Số: …/KH-UBND".encode(), "ngày 99 tháng 99 năm 9999".encode(),
    b"endobj", b"]]>", b"%%EOF",
]  # fmt: skip
cut = st.tuples(st.floats(0, 1), st.integers(0, 60), st.sampled_from(NASTY) | st.binary(max_size=20))
bounded = settings(max_examples=25, deadline=20_000, suppress_health_check=list(HealthCheck))


def damaged(data: bytes, cuts) -> bytes:
    """`data` with some stretches replaced; where they lie is a share of its length."""
    for share, length, instead in cuts:
        at = int(share * len(data))
        data = data[:at] + instead + data[at + length :]
    return data


def read(data: bytes, name: str) -> None:
    try:
        assert compile_document(data, name).skeleton is not None
    except UnreadableDocument as refused:
        assert str(refused)


@pytest.mark.parametrize("suffix", CARRIERS)
def test_a_file_with_torn_stretches_is_read_or_refused(suffix):
    @bounded
    @given(st.lists(cut, min_size=1, max_size=6))
    def torn(cuts):
        read(damaged(CARRIERS[suffix], cuts), f"plan.{suffix}")

    torn()


@bounded
@given(st.lists(cut, min_size=1, max_size=6), st.sampled_from(["word/document.xml", "word/styles.xml"]))
def test_a_word_file_with_torn_parts_is_read_or_refused(cuts, part):
    torn = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(CARRIERS["docx"])) as whole, zipfile.ZipFile(torn, "w") as copy:
        for name in whole.namelist():
            copy.writestr(name, damaged(whole.read(name), cuts) if name == part else whole.read(name))
    read(torn.getvalue(), "plan.docx")


@bounded
@given(st.binary(max_size=300), st.sampled_from([*CARRIERS, "doc", "xyz", ""]))
def test_any_bytes_under_any_name_are_read_or_refused(data, suffix):
    read(data, f"plan.{suffix}")
