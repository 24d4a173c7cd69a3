"""Names of units in running text and in lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotrinh.plans.compiler.units import read_all, read_list
from lotrinh.plans.compiler.words import flat


def names(text, **options):
    return [named.text for named in read_list(text, **options)[0] if not named.is_rest]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Sở Y tế chủ trì việc này", ["Sở Y tế"], id="a-verb-ends-it"),
        pytest.param(
            "Sở Y tế, Sở Nội vụ và Công an tỉnh rà soát", ["Sở Y tế", "Sở Nội vụ", "Công an tỉnh"], id="joined"
        ),
        pytest.param("Sở Văn hóa, Thể thao và Du lịch mời", ["Sở Văn hóa, Thể thao và Du lịch"], id="comma-inside"),
        pytest.param("Trung tâm Xúc tiến đầu tư chủ trì", ["Trung tâm Xúc tiến đầu tư"], id="verb-inside-a-name"),
        pytest.param("các sở, ban, ngành cấp tỉnh báo cáo", ["các sở, ban, ngành cấp tỉnh"], id="set-stays-whole"),
        pytest.param("UBND các xã, phường bố trí đất", ["UBND các xã, phường"], id="communes-stay-whole"),
        pytest.param("các Sở: Y tế, Nội vụ, Tư pháp", ["Sở Y tế", "Sở Nội vụ", "Sở Tư pháp"], id="head-shared-out"),
        pytest.param("các cơ quan, đơn vị có liên quan tham gia", [], id="a-rest-names-nobody"),
        pytest.param("các sở, ngành, đơn vị tham gia", ["các sở, ngành"], id="the-rest-behind-a-set-falls-off"),
        pytest.param("các bộ, ngành, địa phương tham gia", ["các bộ, ngành, địa phương"], id="localities-are-no-rest"),
        pytest.param("các bộ, cơ quan, địa phương rà soát", ["các bộ, cơ quan, địa phương"], id="ministries-and-all"),
        pytest.param("các bộ, ngành, địa phương liên quan rà soát", ["các bộ, ngành"], id="localities-concerned"),
        pytest.param("mỗi ngành, lĩnh vực rà soát", [], id="each-of-many-is-nobody"),
        pytest.param("Sở quản lý ngành, lĩnh vực rà soát", ["Sở quản lý ngành, lĩnh vực"], id="told-by-its-charge"),
        pytest.param(
            "UBND thành phố Hải Phòng, thành phố Huế và tỉnh Gia Lai hỗ trợ",
            ["UBND thành phố Hải Phòng", "UBND thành phố Huế", "UBND tỉnh Gia Lai"],
            id="one-body-of-several-places",
        ),
        pytest.param(
            "Bộ trưởng, Thủ trưởng cơ quan ngang bộ, cơ quan thuộc Chính phủ và Chủ tịch UBND tỉnh rà soát",
            ["Bộ trưởng, Thủ trưởng cơ quan ngang bộ, cơ quan thuộc Chính phủ", "Chủ tịch UBND tỉnh"],
            id="the-formula-of-ministries",
        ),
        pytest.param(
            "đồng chí Trần Văn An – Phó Chủ tịch UBND xã phụ trách thôn",
            ["đồng chí Trần Văn An – Phó Chủ tịch UBND xã"],
            id="somebody-by-name",
        ),
        pytest.param(
            "Tập đoàn Công nghiệp - Viễn thông Quân đội chủ trì",
            ["Tập đoàn Công nghiệp - Viễn thông Quân đội"],
            id="a-dash-inside-a-corporation",
        ),
        pytest.param(
            "Phòng Văn hóa - Xã hội, Văn phòng HĐND và UBND phường triển khai",
            ["Phòng Văn hóa - Xã hội", "Văn phòng HĐND và UBND phường"],
            id="offices-of-a-ward",
        ),
        pytest.param("Các tổ dân phố, khu dân cư triển khai", ["Các tổ dân phố, khu dân cư"], id="quarters-of-a-ward"),
        pytest.param("các Sở: Y tế, Nội vụ; xây dựng đề án", ["Sở Y tế", "Sở Nội vụ"], id="a-verb-that-is-a-field-too"),
        pytest.param("Các Bộ: Nội vụ; Tư pháp rà soát", ["Bộ Nội vụ", "Bộ Tư pháp"], id="shared-head-and-semicolon"),
        pytest.param("các trường đại học công lập báo cáo", ["các trường đại học công lập"], id="a-verb-in-a-compound"),
        pytest.param("các cơ quan báo chí đưa tin", ["các cơ quan báo chí"], id="a-rest-with-a-complement-is-named"),
        pytest.param("Giám đốc Sở Y tế ký", ["Giám đốc Sở Y tế"], id="an-office-holds-a-body"),
        pytest.param("Thống đốc Ngân hàng Nhà nước chỉ đạo", ["Thống đốc Ngân hàng Nhà nước"], id="a-governor"),
        pytest.param(
            "Giám đốc các Sở, Thủ trưởng các ngành, cơ quan cấp tỉnh xây dựng kế hoạch",
            ["Giám đốc các Sở", "Thủ trưởng các ngành, cơ quan cấp tỉnh"],
            id="heads-of-a-set-and-its-rest",
        ),
        pytest.param("thủ trưởng các ngành có liên quan chỉ đạo", [], id="who-heads-a-rest-is-a-rest"),
        pytest.param("các Bộ, cơ quan liên quan rà soát", [], id="ministries-among-a-rest-are-a-rest"),
        pytest.param("các sở, ngành liên quan rà soát", ["các sở, ngành liên quan"], id="a-set-concerned-is-a-set"),
        pytest.param(
            "các cơ quan truyền thông, báo chí tuyên truyền", ["các cơ quan truyền thông, báo chí"], id="two-trades"
        ),
        pytest.param(
            "Trưởng thôn và các chi hội, đoàn thể ở thôn vận động",
            ["Trưởng thôn", "các chi hội, đoàn thể ở thôn"],
            id="what-a-village-has",
        ),
        pytest.param("Doanh nghiệp viễn thông bảo đảm vốn", ["Doanh nghiệp viễn thông"], id="tones-tell-words-apart"),
    ],
)
def test_names_in_a_sentence(text, found):
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    ["Tổ chức hội nghị sơ kết", "Phòng, chống dịch bệnh", "Báo cáo kết quả", "Ban hành quy chế", "Hội nghị tổng kết"],
)
def test_everyday_words_that_look_like_heads_are_no_units(text):
    assert names(text) == []


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        pytest.param("Sở Y tế; UBND các xã", ["Sở Y tế", "UBND các xã"], id="semicolon"),
        pytest.param("Sở Y tế Sở Nội vụ", ["Sở Y tế", "Sở Nội vụ"], id="a-lost-line-break"),
        pytest.param("- Sở Y tế; - Sở Nội vụ.", ["Sở Y tế", "Sở Nội vụ"], id="dashes"),
        pytest.param(
            "Doanh nghiệp sản xuất, chế biến và xuất khẩu", ["Doanh nghiệp sản xuất, chế biến và xuất khẩu"], id="group"
        ),
        pytest.param(
            "Phó Chủ tịch phụ trách Văn hóa, Tôn giáo và các Hội quần chúng",
            ["Phó Chủ tịch phụ trách Văn hóa, Tôn giáo và các Hội quần chúng"],
            id="what-a-person-is-in-charge-of",
        ),
        pytest.param("Các đ/c Phó chỉ tịch, Sở Y tế", ["Các đ/c Phó chỉ tịch", "Sở Y tế"], id="a-misprinted-office"),
    ],
)
def test_names_where_nothing_else_can_stand(cell, found):
    assert [named.text for named in read_list(cell.lstrip("- "), closed=True)[0]] == found


def test_a_bracket_between_names_is_passed_over():
    assert names("Sở Y tế (cơ quan thường trực), Sở Nội vụ rà soát") == ["Sở Y tế", "Sở Nội vụ"]


@given(st.text(alphabet="Sở Y tế,các ban nghành và UBND;:()-/.0 \t", max_size=80))
def test_any_text_is_read_without_failing_and_places_stay_inside(text):
    for named in read_all(text):
        assert 0 <= named.start <= named.end <= len(text)


@given(st.text(max_size=60))
def test_flat_text_keeps_its_length(text):
    assert len(flat(text)) == len(text)


def test_two_habits_of_typing_a_tone_are_one():
    assert flat("Uỷ ban, văn hoá, quý") == flat("Ủy ban, văn hóa, quý")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "các sở, ban, ngành trực thuộc UBND tỉnh; UBND các xã báo cáo",
            ["các sở, ban, ngành trực thuộc UBND tỉnh", "UBND các xã"],
        ),
        ("Bộ Chỉ huy Quân sự tỉnh và sở, ngành rà soát", ["Bộ Chỉ huy Quân sự tỉnh", "sở, ngành"]),
    ],
    ids=["what-a-set-belongs-to-is-one-body", "a-set-without-các-begins-a-name"],
)
def test_where_one_name_ends_and_the_next_begins(text, found):
    assert names(text) == found
