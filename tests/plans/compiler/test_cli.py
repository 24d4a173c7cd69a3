import json
from pathlib import Path

import pytest

from lotrinh.plans.compiler.cli import check_command, compile_command

from .made_documents import PLAN, plan_in_word

title = "The commands compile and check"


@pytest.fixture
def plan(tmp_path):
    file = tmp_path / "trong-cay.txt"
    file.write_text(PLAN, encoding="utf-8")
    return file


def test_compile_writes_a_file_for_each_document(plan, tmp_path):
    assert compile_command([str(plan), "--json", str(tmp_path / "ra")]) == 0
    found = json.loads((tmp_path / "ra" / "trong-cay.json").read_text(encoding="utf-8"))
    assert found["document"]["number"] == "12/KH-UBND"
    assert set(found) == {
        "document",
        "legal_bases",
        "outline",
        "targets",
        "assignments",
        "recipients",
        "inconsistencies",
    }


def test_two_inputs_of_one_name_keep_their_extensions(plan, tmp_path):
    (tmp_path / "trong-cay.docx").write_bytes(plan_in_word())
    compile_command([str(plan), str(tmp_path / "trong-cay.docx"), "--json", str(tmp_path / "ra"), "--jobs", "2"])
    assert sorted(file.name for file in (tmp_path / "ra").iterdir()) == ["trong-cay.docx.json", "trong-cay.txt.json"]


def test_compile_prints_to_the_screen_without_a_folder(plan, capsys):
    compile_command([str(plan)])
    assert json.loads(capsys.readouterr().out)["recipients"][-1] == "Lưu: VT, NNMT"


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_written(plan, tmp_path, capsys):
    bad = tmp_path / "hong.docx"
    bad.write_bytes(b"PK\x03\x04")
    assert compile_command([str(bad), str(plan), str(tmp_path / "vang.txt"), "--json", str(tmp_path / "ra")]) == 0
    said = capsys.readouterr().err
    assert "hong.docx" in said and "vang.txt" in said
    assert [file.name for file in (tmp_path / "ra").iterdir()] == ["trong-cay.json"]


def test_explain_names_the_rule_of_each_heading(plan, capsys):
    compile_command(["--explain", str(plan)])
    said = capsys.readouterr().out
    assert "II. TỔ CHỨC THỰC HIỆN" in said and "số kế tiếp" in said


def test_check_exits_with_1_where_there_is_an_error(tmp_path, capsys):
    wrong = tmp_path / "sai.txt"
    wrong.write_text(
        PLAN.replace("II. TỔ CHỨC", "III. TỔ CHỨC").replace("2. Mục tiêu cụ thể", "4. Mục tiêu cụ thể"),
        encoding="utf-8",
    )
    assert check_command([str(wrong)]) == 1
    assert f"{wrong}:" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_findings_come_in_forms_programs_read(plan, capsys, form):
    check_command([str(plan), "--format", form])
    found = json.loads(capsys.readouterr().out)
    assert found[0]["file"] == str(plan) if form == "json" else found["version"] == "2.1.0"


def test_a_file_that_cannot_be_read_is_an_error_of_check(tmp_path, capsys):
    (tmp_path / "trong.txt").write_bytes(b"")
    assert check_command([str(tmp_path / "trong.txt")]) == 1
    assert "không có nội dung" in capsys.readouterr().out


def test_every_rule_is_listed_with_its_reason(capsys):
    assert check_command(["--rules"]) == 0
    said = capsys.readouterr().out
    assert said.count("Vì sao:") == said.count("Ví dụ:") > 10


def test_the_readme_shows_what_the_check_of_the_demo_plan_says(capsys):
    root = Path(__file__).parents[3]
    shown = (root / "README.md").read_text(encoding="utf-8").partition("$ ./lotrinh check ")[2].partition("```")[0]
    file, *lines = shown.strip().splitlines()
    check_command([str(root / file)])
    said = capsys.readouterr().out
    assert len(lines) >= 4
    assert [line for line in lines if line not in said] == []


@pytest.fixture
def register(tmp_path):
    """A register of documents as a sheet of the office."""

    def write(*rows):
        file = tmp_path / "so-van-ban.csv"
        header = "Số, ký hiệu;Ngày ban hành;Hết hiệu lực từ ngày;Văn bản làm hết hiệu lực"
        file.write_text("\n".join([header, *rows]), encoding="utf-8")
        return str(file)

    return write


def test_check_asks_a_register_of_documents(tmp_path, register, capsys):
    plan = tmp_path / "ke-hoach.txt"
    text = PLAN.replace("MỤC TIÊU", "MỤC TIÊU theo Quyết định số 7/QĐ-UBND ngày 02/01/2020", 1)
    assert text != PLAN
    plan.write_text(text, encoding="utf-8")
    known = register("7/QĐ-UBND;02/01/2020;01/01/2021;8/QĐ-UBND", "9/QĐ-UBND;02/01/2020;;")
    check_command([str(plan), "--documents", known])
    said = capsys.readouterr().out
    assert "R008" in said and "theo 8/QĐ-UBND" in said
    check_command([str(plan)])
    assert "R008" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("7/QĐ-UBND;31/02/2020;01/01/2021;", "Dòng 2, cột “ngày ban hành”"),
        (";02/01/2020;01/01/2021;", "Dòng 2: thiếu số"),
    ],
)
def test_a_spoilt_register_is_told_by_row_and_column(plan, register, capsys, row, said):
    assert check_command([str(plan), "--documents", register(row)]) == 2
    assert said in capsys.readouterr().err


def test_a_register_that_is_none_is_told(plan, tmp_path, capsys):
    other = tmp_path / "khac.csv"
    other.write_text("Tên;Tuổi\nAn;3\n", encoding="utf-8")
    assert check_command([str(plan), "--documents", str(other)]) == 2
    assert check_command([str(plan), "--documents", str(tmp_path / "vang.xlsx")]) == 2
    said = capsys.readouterr().err
    assert "số, ký hiệu" in said and "Không mở được tệp" in said
