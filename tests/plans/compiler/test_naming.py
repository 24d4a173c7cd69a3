"""One unit under many spellings."""

from lotrinh.plans.compiler.naming import Names, definitions
from lotrinh.plans.compiler.units import Named
from lotrinh.plans.compiler.values import Block, BlockKind

FRONT = "Trung ương Mặt trận Tổ quốc Việt Nam"


def named(text, kind="body"):
    return Named(0, len(text), text, kind)


def noted(*texts, **options):
    names = Names(**options)
    for text in texts:
        names.note(named(text, "set" if text.lower().startswith(("các sở", "sở, ")) else "body"))
    names.settle()
    return names


def test_an_abbreviation_is_the_same_unit():
    assert noted("Sở KH&CN", "Sở Khoa học và Công nghệ").fullest("Sở KH&CN") == "Sở Khoa học và Công nghệ"


def test_the_full_name_is_found_where_no_duty_prints_it():
    names = noted("Sở NN&MT", text="Gửi Sở Nông nghiệp và Môi trường để biết.")
    assert names.fullest("Sở NN&MT") == "Sở Nông nghiệp và Môi trường"


def test_a_level_left_out_is_the_same_unit():
    assert noted("Hội Nông dân", "Hội Nông dân tỉnh").fullest("Hội Nông dân") == "Hội Nông dân tỉnh"


def test_the_police_of_the_province_and_of_the_commune_are_two():
    names = noted("Công an tỉnh", "Công an xã")
    assert names.unit("Công an tỉnh") != names.unit("Công an xã")


def test_set_names_of_departments_are_one_set_under_the_fullest():
    names = noted("các sở, ngành", "các sở, ban, ngành cấp tỉnh")
    assert names.fullest("các sở, ngành") == "các sở, ban, ngành cấp tỉnh"


def test_communes_are_one_set_however_they_are_listed():
    names = noted("UBND xã, phường", "Ủy ban nhân dân các phường, xã, đặc khu")
    assert names.unit("UBND xã, phường") == names.unit("UBND cấp xã")


def test_a_slip_of_the_pen_is_put_right():
    assert noted("Sở Xây dựng", "Sở Xây dựng", "Sở Sây dựng").fullest("Sở Sây dựng") == "Sở Xây dựng"


def test_two_short_departments_are_no_slip():
    names = noted("Sở Nội vụ", "Sở Ngoại vụ")
    assert names.unit("Sở Nội vụ") != names.unit("Sở Ngoại vụ")


def test_the_issuer_is_known_by_its_short_name():
    names = Names(issuer="Ủy ban nhân dân tỉnh Minh Hải")
    assert names.is_issuer("UBND tỉnh")
    assert not names.is_issuer("UBND các xã")


def test_the_whole_whose_board_speaks_is_not_the_issuer_itself():
    names = Names(issuer="Ban Thường trực Ủy ban MTTQ Việt Nam xã Minh Hải")
    assert names.is_body_of_issuer("MTTQ xã")
    assert not names.is_body_of_issuer("Ban Thường trực Ủy ban MTTQ Việt Nam xã")


def test_initials_stand_for_the_one_unit_that_has_them():
    names = noted("Cục Du lịch Quốc gia", "Cục DLQG", "Cục Báo chí")
    assert names.fullest("Cục DLQG") == "Cục Du lịch Quốc gia"


def test_the_documents_own_abbreviations_are_read():
    block = Block(0, BlockKind.PARAGRAPH, "Ban Quản lý dự án cấp nước (sau đây gọi là Ban QLCN) và hộ nuôi tôm (HNT).")
    assert definitions([block]) == {"ban qlcn": "ban quản lý dự án cấp nước", "hnt": "hộ nuôi tôm"}


def test_a_legend_is_read():
    block = Block(0, BlockKind.PARAGRAPH, "Ghi chú: TTKN: Trung tâm Khuyến nông; BQLR - Ban Quản lý rừng.")
    assert definitions([block]) == {"ttkn": "trung tâm khuyến nông", "bqlr": "ban quản lý rừng"}


def test_an_office_without_its_field_is_the_one_that_is_addressed():
    names = noted("các đồng chí Giám đốc Sở", "Giám đốc Sở Y tế các tỉnh")
    assert names.unit("các đồng chí Giám đốc Sở") == names.unit("Giám đốc Sở Y tế các tỉnh")


def test_provinces_are_one_set_whatever_is_said_of_them():
    names = noted("UBND các tỉnh/thành phố khác", "Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương")
    full = "Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương"
    assert names.fullest("UBND các tỉnh/thành phố khác") == full


def test_the_front_of_the_whole_country_is_one_under_three_names():
    full, other, short = f"Ủy ban {FRONT}", FRONT, FRONT.removeprefix("Trung ương ")
    names = noted(full, other, short)
    assert names.unit(other) == names.unit(short) == names.unit(full)


def test_what_sums_up_a_list_is_no_abbreviation():
    text = "Chủ tịch UBND các tỉnh (sau đây gọi tắt là các bộ, cơ quan, địa phương) chỉ đạo."
    assert definitions([Block(0, BlockKind.PARAGRAPH, text)]) == {}
