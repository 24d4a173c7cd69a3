"""What a scenario assumes where no register says it: listed, with a unit and a reason, and changed by people. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from lotrinh.core.vietnamese import format_number


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number a plan stands on. Vietnamese: giả định."""

    key: str
    group: str
    label: str
    unit: str
    default: float
    low: float
    high: float
    why: str

    @property
    def is_choice(self) -> bool:
        """Yes or no, kept as 1 or 0: it has no unit."""
        return not self.unit

    def said(self, value: float) -> str:
        """The value as people read it: có, 2030, 0,5 triệu đồng."""
        if self.is_choice:
            return "có" if value else "không"
        return f"{value:.0f}" if self.key == "last_year" else f"{format_number(value)} {self.unit}"


TIME, NEEDS, COST, WEIGHT, WORK = (
    "Thời gian, khả năng xử lý",
    "Nhu cầu khi chưa khai",
    "Mức hỗ trợ khi chưa có định mức",
    "Cân nhắc",
    "Tính toán",
)

ASSUMPTIONS = (
    Assumption("last_year", TIME, "Năm cuối của phương án", "năm", 2030, 2026, 2045, "Hạn di dời của kế hoạch."),
    Assumption("cases", TIME, "Hồ sơ xử lý được mỗi quý", "hồ sơ", 15, 0, 10_000, "Hỏi bộ phận thụ lý hồ sơ."),
    Assumption("first_part", TIME, "Đợt chi đầu, lúc thực hiện", "%", 60, 0, 100, "Phần còn lại chi khi đã xác minh."),
    Assumption("second_part_after", TIME, "Đợt chi cuối, sau", "quý", 2, 0, 8, "Thời gian xác minh mặt bằng cũ."),
    Assumption("area_share", NEEDS, "Diện tích nơi mới so với nơi cũ", "%", 100, 1, 500, "Khi chưa khai nhu cầu."),
    Assumption("area", NEEDS, "Diện tích khi không biết gì", "m²", 300, 10, 100_000, "Mức trung bình, cần khảo sát."),
    Assumption("workers", NEEDS, "Lao động khi chưa khai", "người", 3, 0, 1000, "Quy mô hộ thường gặp, cần khảo sát."),
    Assumption("power", NEEDS, "Điện khi chưa khai", "kW", 15, 0, 100_000, "Chỉ dùng khi có cụm khai năng lực điện."),
    Assumption("water", NEEDS, "Nước sạch khi chưa khai", "m³/ngày", 2, 0, 100_000, "Chỉ dùng khi có cụm khai."),
    Assumption("wastewater", NEEDS, "Nước thải khi chưa khai", "m³/ngày", 1.6, 0, 100_000, "Chỉ dùng khi có cụm khai."),
    Assumption("residents", NEEDS, "Người chịu tác động khi chưa khảo sát", "người có trọng số", 40, 0, 100_000,
        "Giá trị giữa; khảo sát xong thì số thật thay vào."),
    Assumption("move_rate", COST, "Hỗ trợ di dời", "triệu đồng/m²", 0.3, 0, 100, "Nơi khác đã dùng; tỉnh quyết định."),
    Assumption("convert_cost", COST, "Hỗ trợ đổi công nghệ tại chỗ", "triệu đồng/cơ sở", 120, 0, 100_000,
        "Tham khảo mức khuyến công."),
    Assumption("change_rate", COST, "Hỗ trợ đổi ngành nghề", "triệu đồng/m²", 0.5, 0, 100, "Tham khảo nơi khác."),
    Assumption("close_rate", COST, "Hỗ trợ chấm dứt hoạt động", "triệu đồng/m²", 0.5, 0, 100, "Tham khảo nơi khác."),
    Assumption("cap", COST, "Mức trần mỗi cơ sở", "triệu đồng", 300, 0, 1_000_000, "Tham khảo nơi khác."),
    Assumption("residual_convert", WEIGHT, "Tác động còn lại sau đổi công nghệ", "%", 35, 0, 100, "Ước lượng."),
    Assumption("residual_change", WEIGHT, "Tác động còn lại sau đổi ngành nghề", "%", 10, 0, 100, "Ước lượng."),
    Assumption("at_destination", WEIGHT, "Tác động ở nơi mới so với nơi cũ", "%", 5, 0, 100,
        "Cụm có dải cách ly; nêu rõ chứ không coi là 0."),
    Assumption("willing", WEIGHT, "Sẵn sàng chi để tránh một người-quý", "triệu đồng", 0.5, 0.0001, 100_000,
        "Lựa chọn chính sách: chi tối đa bấy nhiêu để một người (có trọng số) bớt một quý chịu tác động."),
    Assumption("km_weight", WEIGHT, "Mỗi lao động đi xa thêm 1 km tính bằng", "người-quý", 0.01, 0, 1000,
        "Lựa chọn chính sách."),
    Assumption("job_loss_km", WEIGHT, "Mỗi việc làm mất tính như đi xa", "km", 40, 0, 10_000, "Lựa chọn chính sách."),
    Assumption("road_factor", WEIGHT, "Đường đi so với đường chim bay", "lần", 1.3, 1, 5, "Thường từ 1,2 đến 1,5."),
    Assumption("must_settle", WEIGHT, "Mọi cơ sở phải xong trước hạn", "", 1, 0, 1,
        "Chọn “không” để biết phương án tốt nhất khi không đủ tiền hoặc đất."),
    Assumption("unresolved", WEIGHT, "Phạt thêm cơ sở ở lại, khi không bắt buộc", "%", 50, 0, 1000,
        "Phần cộng vào tác động của cơ sở còn ở lại."),
    Assumption("mix_groups", WEIGHT, "Cho thực phẩm chung cụm với ngành nhiều bụi", "", 0, 0, 1,
        "Quy hoạch chi tiết của cụm quyết định; chưa có thì không cho chung."),
    Assumption("change_weight", WEIGHT, "Giá của việc đổi điều đã báo", "%", 5, 0, 1000,
        "So với toàn bộ tác động của cơ sở ấy; càng cao, phương án lập lại càng ít đổi."),
    Assumption("seconds", WORK, "Thời gian cho mỗi lượt tính", "giây", 30, 1, 900, "Lâu hơn thì sát mức tốt nhất hơn."),
)  # fmt: skip
BY_KEY = {one.key: one for one in ASSUMPTIONS}


@dataclass(frozen=True)
class Assumed:
    """The values of one scenario: what people set, and the default for the rest."""

    changed: Mapping[str, float]

    def __getitem__(self, key: str) -> float:
        return float(self.changed.get(key, BY_KEY[key].default))

    def share(self, key: str) -> float:
        """A percentage as a share, 0–1."""
        return self[key] / 100

    def rows(self) -> list[tuple[Assumption, str, str, bool]]:
        """Each assumption with its value and its default in words, and whether somebody changed it."""
        return [
            (one, one.said(self[one.key]), one.said(one.default), self[one.key] != one.default) for one in ASSUMPTIONS
        ]
