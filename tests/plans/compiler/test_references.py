"""Pointers inside the text and to other documents."""

from datetime import date

from lotrinh.plans.compiler.references import read_references

from .skeletons import skeleton


def references(*document):
    return read_references(skeleton(*document))


def test_a_cited_document_has_kind_issuer_and_date():
    text = "Theo Quyết định số 15/QĐ-TTg ngày 03/02/2026 của Thủ tướng Chính phủ về cấp nước."
    (found,) = references("# I. Mở đầu", text)
    assert (found.citation, found.kind, found.issuer, found.dated) == (
        "15/QĐ-TTg", "Quyết định", "Thủ tướng Chính phủ", date(2026, 2, 3),
    )  # fmt: skip


def test_a_section_is_resolved_to_its_heading():
    document = "# I. Mục tiêu", "# II. Nhiệm vụ", "## 3. Dữ liệu", "Sở Y tế thực hiện các việc tại mục II.3."
    (found,) = references(*document)
    assert (found.inside, found.node) == ("II.3", 2)


def test_bracketed_labels_are_the_same_path():
    document = "# I. Mục tiêu", "# II. Nhiệm vụ", "## 3. Dữ liệu", "Chủ trì nhiệm vụ tại mục (II) (3)."
    assert references(*document)[0].node == 2


def test_a_section_that_is_not_there_resolves_to_nothing():
    document = "# I. Mục tiêu", "# II. Nhiệm vụ", "Thực hiện theo mục VII."
    assert references(*document)[0].node is None


def test_a_part_of_another_document_is_no_pointer_inside():
    document = "# I. Mục tiêu", "Danh mục tại Phụ lục II Nghị quyết số 5/NQ-CP ngày 02/01/2026."
    assert [found.inside for found in references(*document)] == [""]
