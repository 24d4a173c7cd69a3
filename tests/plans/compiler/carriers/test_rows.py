"""What a row between pipes is: of the document's table or of the page around it."""

import pytest

from lotrinh.plans.compiler.carriers.rows import kind_of_row


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        pytest.param("Đăng nhập\nQuên mật khẩu", "page", id="words-of-a-site"),
        pytest.param("41\nLâm Đồng\nGiảm lỗi khi đăng nhập vào Cổng\nBộ Công an", "table", id="a-row-with-its-number"),
        pytest.param("Nơi nhận:\n- Như trên", "closing", id="recipients"),
    ],
)
def test_what_a_row_is(row, kind):
    assert kind_of_row(row) == kind
