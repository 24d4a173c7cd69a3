from hypothesis import given
from hypothesis import strategies as st

from lotrinh.plans.compiler.text import healed
from lotrinh.plans.compiler.truecase import TrueCase

title = "Capitals written small by the document's own words"

ASKED = ["TRỒNG CÂY TRÊN ĐỊA BÀN TỈNH MINH HẢI", "THỰC HIỆN NGHỊ QUYẾT 5/NQ-CP VỀ 5G, IOT"]
CASE = TrueCase(["Trên địa bàn tỉnh Minh Hải, việc trồng cây do Sở Y tế lo.", "Nhờ mạng 5G, IoT mà tốt."], ASKED)


def test_names_keep_their_capitals_and_words_lose_them():
    assert CASE.sentence("TRỒNG CÂY TRÊN ĐỊA BÀN TỈNH MINH HẢI") == "Trồng cây trên địa bàn tỉnh Minh Hải"


def test_numbers_of_documents_and_acronyms_stay():
    assert CASE.sentence("THỰC HIỆN NGHỊ QUYẾT 5/NQ-CP VỀ 5G, IOT") == "Thực hiện nghị quyết 5/NQ-CP về 5G, IoT"


def test_a_line_not_in_capitals_is_left_alone():
    assert CASE.sentence("Trồng cây ở Đầm Lớn") == "Trồng cây ở Đầm Lớn"


def test_words_a_converter_broke_are_put_together():
    assert healed("B Ộ LAO ĐỘNG V À X Ã HỘI") == "BỘ LAO ĐỘNG VÀ XÃ HỘI"
    assert healed("ngân sách trung ươ n g") == "ngân sách trung ương"


@given(st.text(st.sampled_from("AĂÂBCDĐEÊGHÀẾỘ 5/-,"), max_size=40))
def test_only_the_case_of_letters_changes(text):
    assert CASE.sentence(text).lower() == text.lower()
