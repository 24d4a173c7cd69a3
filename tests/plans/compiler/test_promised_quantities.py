"""How plans of many fields promise quantities, each line with the reading a careful annotator gives it."""

import pytest

from lotrinh.plans.compiler.sentences import read_sentences
from lotrinh.plans.compiler.targets import read_targets

from .skeletons import skeleton

AIMS = "# I. Mục tiêu"
TASKS = "# II. Nhiệm vụ, giải pháp"
DUTIES = "# IV. Tổ chức thực hiện"
BY_2030 = "# 1. Mục tiêu đến năm 2030"


def told(*parts):
    """(comparator, value or both ends, unit, by, per) of each target. The plan is of November 2025."""
    made = skeleton(*parts)
    return [
        (target.comparator, (target.value, target.high) if target.high else target.value, target.unit, target.by,
         target.per)
        for target in read_targets(made, read_sentences(made))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            (TASKS, "Mỗi xã thành lập ít nhất 01 tổ công nghệ số cộng đồng trước ngày 30/6/2026."),
            [(">=", 1, "tổ công nghệ", "2026-06-30", None)],
        ),
        ((TASKS, "Tối thiểu 02 lớp/năm bồi dưỡng kỹ năng cho cán bộ thôn."), [(">=", 2, "lớp", None, "year")]),
        ((AIMS, "Giảm 15% số vụ tai nạn giao thông so với năm 2025."), [("=", 15, "%", None, None)]),
        ((AIMS, "Kéo giảm từ 5% đến 10% cả ba tiêu chí về tai nạn giao thông."), [("range", (5, 10), "%", None, None)]),
        (
            (BY_2030, "Thu nhập bình quân đầu người đạt 120 triệu đồng/người/năm."),
            [("=", 120, "triệu đồng/người", "2030", "year")],
        ),
        ((BY_2030, "- GRDP bình quân đầu người đạt khoảng 6.500 USD."), [("~", 6500, "USD", "2030", None)]),
        (
            (AIMS, "Tốc độ tăng trưởng kinh tế bình quân giai đoạn 2026 - 2030 đạt 10 - 10,5%/năm."),
            [("range", (10, 10.5), "%", "2030", "year")],
        ),
        ((AIMS, "Tỷ lệ hộ nghèo giảm bình quân 0,5 điểm % mỗi năm."), [("=", 0.5, "điểm %", None, "year")]),
        (
            (TASKS, "Giải ngân 100% kế hoạch vốn đầu tư công được giao trước ngày 31/01/2027."),
            [("=", 100, "%", "2027-01-31", None)],
        ),
        (
            (
                AIMS,
                "Phấn đấu thu ngân sách nhà nước trên địa bàn năm 2026 đạt 8.200 tỷ đồng, tăng 12% so với "
                "ước thực hiện năm 2025.",
            ),
            [("=", 8200, "tỷ đồng", "2026", None), ("=", 12, "%", "2026", None)],
        ),
        (
            (AIMS, "Tỷ lệ lao động qua đào tạo tăng từ 68% năm 2024 lên 75% vào năm 2028."),
            [("=", 75, "%", "2028", None)],
        ),
        (
            (AIMS, "Đến năm 2027, 70% số trường đạt chuẩn; đến năm 2030, 90% số trường đạt chuẩn quốc gia."),
            [("=", 70, "%", "2027", None), ("=", 90, "%", "2030", None)],
        ),
        (
            (TASKS, "Năm 2024, toàn tỉnh đã trồng 1.200 ha rừng; năm 2026 phấn đấu trồng 1.500 ha."),
            [("=", 1500, "ha", "2026", None)],
        ),
        (
            (TASKS, "Hỗ trợ xây mới 250 căn nhà, sửa chữa 120 căn nhà cho hộ nghèo trong năm 2026."),
            [("=", 250, "căn nhà", "2026", None), ("=", 120, "căn nhà", "2026", None)],
        ),
        (
            (TASKS, "Mở 12 lớp tập huấn cho 480 học viên là cán bộ hợp tác xã."),
            [("=", 12, "lớp", None, None), ("=", 480, "học viên", None, None)],
        ),
        (
            (TASKS, "Hằng tháng tổ chức ít nhất 02 buổi tuyên truyền lưu động tại các thôn."),
            [(">=", 2, "buổi", None, None)],
        ),
        (
            (TASKS, "Thời gian giải quyết hồ sơ cấp phép rút ngắn tối thiểu 30% so với quy định."),
            [(">=", 30, "%", None, None)],
        ),
        (
            (TASKS, "Cắt giảm thời gian cấp giấy phép từ 15 ngày xuống còn 07 ngày làm việc."),
            [("=", 7, "ngày làm việc", None, None)],
        ),
        ((TASKS, "Hồ sơ quá hạn phải dưới 1% tổng số hồ sơ tiếp nhận."), [("<", 1, "%", None, None)]),
        ((AIMS, "Không quá 2% hồ sơ trễ hạn."), [("<=", 2, "%", None, None)]),
        ((AIMS, "Năng suất lúa bình quân đạt 62 tạ/ha."), [("=", 62, "tạ/ha", None, None)]),
        (
            (AIMS, "Số giường bệnh đạt 35 giường/10.000 dân; số bác sĩ đạt 12 bác sĩ/10.000 dân."),
            [("=", 35, "giường", None, None), ("=", 12, "bác sĩ", None, None)],
        ),
        (
            (AIMS, "Đón 3,5 triệu lượt khách, trong đó khách quốc tế 400 nghìn lượt."),
            [("=", 3.5, "triệu lượt khách", None, None), ("=", 400, "nghìn lượt", None, None)],
        ),
        (
            (AIMS, "Diện tích gieo trồng cây hằng năm 45.000 ha, sản lượng lương thực có hạt 260.000 tấn."),
            [("=", 45000, "ha", None, None), ("=", 260000, "tấn", None, None)],
        ),
        (
            (TASKS, "Trang bị 150 bộ máy tính cho 30 trường tiểu học vùng khó khăn."),
            [("=", 150, "bộ máy tính", None, None), ("=", 30, "trường", None, None)],
        ),
        (
            (TASKS, "Nâng cấp 18,5 km đường liên xã, cứng hóa 22 km kênh mương nội đồng."),
            [("=", 18.5, "km", None, None), ("=", 22, "km", None, None)],
        ),
        (
            (TASKS, "Giao Hội Phụ nữ vận động 300 phụ nữ tham gia bảo hiểm xã hội tự nguyện trong năm 2026."),
            [("=", 300, "phụ nữ", "2026", None)],
        ),
        (
            (
                TASKS,
                "Phát triển thêm 2.500 người tham gia bảo hiểm xã hội tự nguyện, nâng tổng số lên 9.800 "
                "người vào cuối năm 2026.",
            ),
            [("=", 2500, "người", "2026", None), ("=", 9800, "người", "2026", None)],
        ),
        ((AIMS, "Có 8/12 xã đạt chuẩn nông thôn mới nâng cao."), [("=", 8, "xã", None, None)]),
        (
            (AIMS, "Xếp hạng trong nhóm 15 tỉnh, thành phố dẫn đầu về chỉ số PAR INDEX."),
            [("=", 15, "tỉnh", None, None)],
        ),
        (
            (AIMS, "Chỉ số hài lòng của người dân (SIPAS) đạt trên 90%, tăng ít nhất 02 bậc so với năm 2024."),
            [(">", 90, "%", None, None), (">=", 2, "bậc", None, None)],
        ),
        ((AIMS, "Tỷ suất tử vong trẻ em dưới 5 tuổi giảm còn 15‰."), [("=", 15, "‰", None, None)]),
        ((AIMS, "Mật độ đường cao tốc đạt 0,05 km/km2."), [("=", 0.05, "km/km2", None, None)]),
        (
            (TASKS, "Xây dựng thí điểm 03 mô hình nông nghiệp tuần hoàn, kinh phí 900 triệu đồng."),
            [("=", 3, "mô hình nông", None, None)],
        ),
        (
            (TASKS, "Tổ chức Hội thi với 20 đội tham gia, dự kiến vào quý III/2026."),
            [("=", 20, "đội", "2026-09", None)],
        ),
        ((TASKS, "Cấp 100% mã số vùng trồng cho các vùng xuất khẩu (hiện nay là 64%)."), [("=", 100, "%", None, None)]),
        ((AIMS, "Tỷ lệ đô thị hóa đạt 45% (năm 2020: 38,2%)."), [("=", 45, "%", None, None)]),
        ((AIMS, "- Doanh thu du lịch gấp 1,8 lần năm 2024."), [("=", 1.8, "lần", None, None)]),
        (
            (AIMS, "Kim ngạch xuất khẩu đạt 1,2 tỷ USD, tăng bình quân 9%/năm."),
            [("=", 1.2, "tỷ USD", None, None), ("=", 9, "%", None, "year")],
        ),
        (
            (AIMS, "Tổng vốn đầu tư toàn xã hội 5 năm đạt khoảng 150.000 tỷ đồng."),
            [("~", 150000, "tỷ đồng", None, None)],
        ),
        (
            (TASKS, "Đào tạo, bồi dưỡng cho 100% cán bộ lãnh đạo và ít nhất 80% công chức chuyên môn."),
            [("=", 100, "%", None, None), (">=", 80, "%", None, None)],
        ),
        (
            (TASKS, "Mỗi quý tổ chức một đợt ra quân; mỗi năm kiểm tra tối thiểu 25% số cơ sở."),
            [(">=", 25, "%", None, "year")],
        ),
        ((TASKS, "Trả lời phản ánh của người dân trong vòng 24 giờ."), [("<=", 24, "giờ", None, None)]),
        ((TASKS, "Xe cứu thương có mặt trong 15 phút kể từ khi nhận tin báo."), [("<=", 15, "phút", None, None)]),
        ((TASKS, "Phủ sóng 5G tới 99% dân số."), [("=", 99, "%", None, None)]),
        (
            (TASKS, "Lắp đặt 1.000 điểm truy nhập Wi-Fi miễn phí với tốc độ tối thiểu 100 Mbps."),
            [("=", 1000, "điểm truy nhập", None, None), (">=", 100, "Mbps", None, None)],
        ),
        (
            (
                TASKS,
                "Giảm ít nhất 20% số đơn vị sự nghiệp công lập và 10% biên chế hưởng lương từ ngân sách "
                "nhà nước so với năm 2021.",
            ),
            [(">=", 20, "%", None, None), ("=", 10, "%", None, None)],
        ),
        (
            (AIMS, "Tuổi thọ trung bình đạt 76 tuổi, trong đó số năm sống khỏe tối thiểu 68 năm."),
            [("=", 76, "tuổi", None, None), (">=", 68, "năm", None, None)],
        ),
        (
            (TASKS, "Thành lập mới 300 doanh nghiệp, 15 hợp tác xã và 40 tổ hợp tác trong giai đoạn 2026 - 2030."),
            [
                ("=", 300, "doanh nghiệp", "2030", None),
                ("=", 15, "hợp tác xã", "2030", None),
                ("=", 40, "tổ hợp tác", "2030", None),
            ],
        ),
        (
            (TASKS, "Tặng 500 suất quà, mỗi suất trị giá 500.000 đồng cho gia đình chính sách."),
            [("=", 500, "suất quà", None, None)],
        ),
        (
            (
                DUTIES,
                "Sở Y tế tổ chức khám sức khỏe định kỳ cho 12.000 người cao tuổi; hoàn thành trước ngày 31/10/2026.",
            ),
            [("=", 12000, "người cao tuổi", "2026-10-31", None)],
        ),
        (
            (DUTIES, "Công an tỉnh mở 03 đợt cao điểm tấn công, trấn áp tội phạm."),
            [("=", 3, "đợt cao điểm", None, None)],
        ),
        (
            (
                TASKS,
                "Hỗ trợ tối thiểu 50 doanh nghiệp/năm đổi mới công nghệ, giai đoạn 2026 - 2030 hỗ trợ 250 "
                "doanh nghiệp.",
            ),
            [(">=", 50, "doanh nghiệp", "2030", "year"), ("=", 250, "doanh nghiệp", "2030", None)],
        ),
        (
            (TASKS, "In 5.000 tờ rơi, 200 pano, phát 30 lượt tin trên loa truyền thanh."),
            [("=", 5000, "tờ", None, None), ("=", 200, "pano", None, None), ("=", 30, "lượt tin", None, None)],
        ),
        ((TASKS, "Diện tích đất trồng lúa giữ ổn định ở mức 3.200 ha."), [("=", 3200, "ha", None, None)]),
        ((TASKS, "Bảo đảm tỷ lệ cây sống trên 85% sau 01 năm trồng."), [(">", 85, "%", None, None)]),
        ((TASKS, "Khống chế, không để số ca mắc vượt quá 150 ca/100.000 dân."), [("<=", 150, "ca", None, None)]),
        (
            (TASKS, "Tổ chức 04 phiên giao dịch việc làm (mỗi quý 01 phiên)."),
            [("=", 4, "phiên giao dịch", None, None), ("=", 1, "phiên", None, None)],
        ),
        (
            (TASKS, "Đến 30/6/2026 hoàn thành 50% và đến 31/12/2026 hoàn thành 100% khối lượng."),
            [("=", 50, "%", "2026-06-30", None), ("=", 100, "%", "2026-12-31", None)],
        ),
        (
            (TASKS, "Số lượng: 05 lớp, mỗi lớp 40 học viên."),
            [("=", 5, "lớp", None, None), ("=", 40, "học viên", None, None)],
        ),
        ((TASKS, "Chỉ tiêu: 95% trẻ em từ 6 đến 36 tháng tuổi được uống vitamin A."), [("=", 95, "%", None, None)]),
        ((AIMS, "Giá trị sản xuất công nghiệp năm 2026 tăng 14,5% trở lên."), [(">=", 14.5, "%", "2026", None)]),
        (
            (AIMS, "Tăng tỷ trọng dịch vụ lên 48%, giảm tỷ trọng nông nghiệp xuống còn dưới 12% trong cơ cấu GRDP."),
            [("=", 48, "%", None, None), ("<", 12, "%", None, None)],
        ),
        (
            (BY_2030, "- Đạt 60% và đến năm 2030 là 75% các cơ quan quản lý nhà nước có lãnh đạo chủ chốt là nữ."),
            [("=", 60, "%", "2030", None), ("=", 75, "%", "2030", None)],
        ),
        (
            (
                AIMS,
                "- Chỉ tiêu 1: Đến năm 2026 đạt 40% và đến năm 2030 đạt 60% nạn nhân bạo lực được phát "
                "hiện, tiếp cận ít nhất một dịch vụ hỗ trợ cơ bản.",
            ),
            [("=", 40, "%", "2026", None), ("=", 60, "%", "2030", None), (">=", 1, "dịch vụ", "2030", None)],
        ),
        (
            (
                AIMS,
                "- Chỉ tiêu 2: Giảm số giờ làm công việc nội trợ của phụ nữ còn 1,7 lần so với nam giới vào năm 2027.",
            ),
            [("=", 1.7, "lần", "2027", None)],
        ),
        (
            (AIMS, "- Tỷ số giới tính khi sinh ở mức 110 bé trai/100 bé gái sinh ra sống vào năm 2026."),
            [("=", 110, "bé trai", "2026", None)],
        ),
        (
            (AIMS, "- Tỷ lệ tiêm chủng đầy đủ cho trẻ dưới 1 tuổi đạt từ 95% trở lên ở quy mô xã."),
            [(">=", 95, "%", None, None)],
        ),
        (
            (
                TASKS,
                "- Tổ chức tiêm vắc xin sởi cho 4.500 trẻ từ 1 đến 10 tuổi tại 12 xã nguy cơ cao, hoàn "
                "thành trong tháng 3/2026.",
            ),
            [("=", 4500, "trẻ", "2026-03", None)],
        ),
        (
            (
                AIMS,
                "- 100% trạm y tế có bác sĩ làm việc; ít nhất 90% trạm thực hiện được tối thiểu 80% danh mục kỹ thuật.",
            ),
            [("=", 100, "%", None, None), (">=", 90, "%", None, None), (">=", 80, "%", None, None)],
        ),
        (
            (AIMS, "Giảm tỷ lệ suy dinh dưỡng thể thấp còi ở trẻ em dưới 5 tuổi xuống dưới 17%."),
            [("<", 17, "%", None, None)],
        ),
        (
            (AIMS, "Phát hiện sớm 95% số người nhiễm HIV, điều trị ARV cho 95% số người đã phát hiện."),
            [("=", 95, "%", None, None), ("=", 95, "%", None, None)],
        ),
        (
            (
                AIMS,
                "Giảm ít nhất 5% về số vụ, số người chết, số người bị thương do tai nạn giao thông so với năm 2024.",
            ),
            [(">=", 5, "%", None, None)],
        ),
        (
            (AIMS, "Phấn đấu giảm từ 5 - 10% số vụ tai nạn; không để xảy ra ùn tắc kéo dài trên 30 phút."),
            [("range", (5, 10), "%", None, None), ("<=", 30, "phút", None, None)],
        ),
        (
            (TASKS, "Lắp đặt 45 camera giám sát, sơn kẻ 60 km vạch đường, xử lý 08 điểm đen trước Tết Nguyên đán."),
            [("=", 45, "camera", None, None), ("=", 60, "km", None, None), ("=", 8, "điểm", None, None)],
        ),
        (
            (TASKS, "Gieo cấy vụ Xuân 25.000 ha lúa, năng suất 63 tạ/ha, sản lượng 157.500 tấn."),
            [("=", 25000, "ha", None, None), ("=", 63, "tạ/ha", None, None), ("=", 157500, "tấn", None, None)],
        ),
        (
            (
                AIMS,
                "Tổng đàn lợn đạt 450.000 con, đàn gia cầm 9,2 triệu con; sản lượng thịt hơi xuất chuồng 85.000 tấn.",
            ),
            [("=", 450000, "con", None, None), ("=", 9.2, "triệu con", None, None), ("=", 85000, "tấn", None, None)],
        ),
        (
            (
                TASKS,
                "- Chuyển đổi 500 ha đất lúa kém hiệu quả sang trồng cây ăn quả (năm 2026: 200 ha, năm 2027: 300 ha).",
            ),
            [("=", 500, "ha", None, None), ("=", 200, "ha", "2026", None), ("=", 300, "ha", "2027", None)],
        ),
        ((AIMS, "Duy trì độ che phủ rừng 42,5%."), [("=", 42.5, "%", None, None)]),
        (
            (TASKS, "Tiêm phòng đợt 1 đạt tối thiểu 80% tổng đàn, đợt 2 đạt 85% tổng đàn."),
            [(">=", 80, "%", None, None), ("=", 85, "%", None, None)],
        ),
        (
            (TASKS, "Xây dựng 10 mã số vùng trồng, 05 cơ sở đóng gói đủ điều kiện xuất khẩu."),
            [("=", 10, "mã số", None, None), ("=", 5, "cơ sở", None, None)],
        ),
        (
            (AIMS, "Huy động trẻ mẫu giáo ra lớp đạt 98%, riêng trẻ 5 tuổi đạt 100%."),
            [("=", 98, "%", None, None), ("=", 100, "%", None, None)],
        ),
        (
            (AIMS, "Tỷ lệ học sinh tốt nghiệp THPT đạt trên 99%; có từ 8 đến 10 học sinh đạt giải quốc gia."),
            [(">", 99, "%", None, None), ("range", (8, 10), "học sinh", None, None)],
        ),
        (
            (TASKS, "Xây mới 36 phòng học, cải tạo 24 phòng học bộ môn, bổ sung 300 máy vi tính."),
            [("=", 36, "phòng học", None, None), ("=", 24, "phòng học", None, None), ("=", 300, "máy", None, None)],
        ),
        (
            (TASKS, "Năm học 2025 - 2026 tuyển 1.250 học sinh lớp 10, bố trí 28 lớp."),
            [("=", 1250, "học sinh", None, None), ("=", 28, "lớp", None, None)],
        ),
        (
            (AIMS, "- Tỷ lệ hồ sơ trực tuyến toàn trình đạt ≥ 80%; thanh toán trực tuyến ≥ 60%."),
            [(">=", 80, "%", None, None), (">=", 60, "%", None, None)],
        ),
        (
            (AIMS, "- 100% thủ tục hành chính được rà soát, cắt giảm ít nhất 30% thời gian, 30% chi phí tuân thủ."),
            [("=", 100, "%", None, None), (">=", 30, "%", None, None), ("=", 30, "%", None, None)],
        ),
        (
            (TASKS, "Thời gian chờ của người dân không quá 15 phút/lượt; số lần đi lại tối đa 02 lần/hồ sơ."),
            [("<=", 15, "phút", None, None), ("<=", 2, "lần", None, None)],
        ),
        ((AIMS, "Nâng chỉ số PCI lên nhóm 20 tỉnh dẫn đầu."), [("=", 20, "tỉnh", None, None)]),
        (
            (TASKS, "Số hóa 1,2 triệu trang tài liệu lưu trữ; bình quân mỗi tháng 100.000 trang."),
            [("=", 1.2, "triệu trang", None, None), ("=", 100000, "trang", None, None)],
        ),
        (
            (TASKS, "Cấp chữ ký số cho 3.500 cán bộ; 20 xã hoàn thành trong quý I/2026."),
            [("=", 3500, "cán bộ", None, None), ("=", 20, "xã", "2026-03", None)],
        ),
        (
            (AIMS, "Thu hút 25 - 30 dự án FDI với tổng vốn đăng ký khoảng 500 triệu USD."),
            [("range", (25, 30), "dự án", None, None), ("~", 500, "triệu USD", None, None)],
        ),
        (
            (AIMS, "Tỷ lệ giải ngân vốn đầu tư công đến 31/12/2025 đạt 70%, đến 31/01/2026 đạt 100%."),
            [("=", 70, "%", "2025-12-31", None), ("=", 100, "%", "2026-01-31", None)],
        ),
        (
            (TASKS, "Thu hồi 2.300 tỷ đồng nợ thuế, tỷ lệ nợ đọng dưới 8% tổng thu."),
            [("=", 2300, "tỷ đồng", None, None), ("<", 8, "%", None, None)],
        ),
        (
            (
                AIMS,
                "Đón 1.500.000 lượt khách, tổng thu từ khách du lịch đạt 1.800 tỷ đồng, công suất phòng bình quân 60%.",
            ),
            [("=", 1500000, "lượt", None, None), ("=", 1800, "tỷ đồng", None, None), ("=", 60, "%", None, None)],
        ),
        (
            (TASKS, "Dự trữ 500 tấn gạo, 20.000 thùng mì, 15.000 lít nước uống đóng chai tại các xã."),
            [("=", 500, "tấn", None, None), ("=", 20000, "thùng", None, None), ("=", 15000, "lít", None, None)],
        ),
        (
            (AIMS, "Giảm phát thải khí nhà kính 15,8% so với kịch bản phát triển thông thường vào năm 2030."),
            [("=", 15.8, "%", "2030", None)],
        ),
        (
            (TASKS, "Thu gom, xử lý đạt 95% rác thải đô thị, 80% rác thải nông thôn; tái chế 30%."),
            [("=", 95, "%", None, None), ("=", 80, "%", None, None), ("=", 30, "%", None, None)],
        ),
        ((TASKS, "Quan trắc môi trường nước 04 đợt/năm tại 25 vị trí."), [("=", 4, "đợt", None, "year")]),
        (
            (AIMS, "Kết nạp từ 120 đảng viên mới trở lên, trong đó ít nhất 60% là đoàn viên thanh niên."),
            [(">=", 120, "đảng viên", None, None), (">=", 60, "%", None, None)],
        ),
        (
            (
                AIMS,
                "90% trở lên tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ; hằng năm kết nạp 3 - 4% tổng số đảng viên.",
            ),
            [(">=", 90, "%", None, None), ("range", (3, 4), "%", None, "year")],
        ),
        (
            (TASKS, "Mỗi chi đoàn thực hiện 01 công trình thanh niên; vận động hiến 350 đơn vị máu."),
            [("=", 1, "công trình thanh", None, None), ("=", 350, "đơn vị máu", None, None)],
        ),
        ((TASKS, "Xây tặng 10 nhà Đại đoàn kết trị giá 80 triệu đồng/nhà."), [("=", 10, "nhà", None, None)]),
        ((TASKS, "Vận động Quỹ Vì người nghèo đạt 2 tỷ đồng."), [("=", 2, "tỷ đồng", None, None)]),
        (
            (
                TASKS,
                "- Trong quý II/2026, hoàn thành cắm mốc 120 km hành lang bảo vệ đê; đến hết tháng 9/2026 "
                "giải tỏa 100% vi phạm.",
            ),
            [("=", 120, "km", "2026-06", None), ("=", 100, "%", "2026-09", None)],
        ),
        ((TASKS, "- Hoàn thành 05 cầu dân sinh trước mùa mưa năm 2026."), [("=", 5, "cầu", "2026", None)]),
        (
            (TASKS, "- Sáu tháng đầu năm 2026: trồng 300 ha; sáu tháng cuối năm: trồng 200 ha."),
            [("=", 300, "ha", "2026", None), ("=", 200, "ha", "2026", None)],
        ),
        (
            (
                "# 2. Giai đoạn 2026 - 2028",
                "- Đầu tư 30 trạm cấp nước.",
                "# 3. Giai đoạn 2029 - 2030",
                "- Đầu tư 20 trạm cấp nước.",
            ),
            [("=", 30, "trạm", "2028", None), ("=", 20, "trạm", "2030", None)],
        ),
        (
            ("# a) Đến năm 2026:", "- 60% thôn có nhà văn hóa.", "# b) Đến năm 2030:", "- 100% thôn có nhà văn hóa."),
            [("=", 60, "%", "2026", None), ("=", 100, "%", "2030", None)],
        ),
        (
            (
                TASKS,
                "- Nội dung: Tổ chức 03 lớp tập huấn cho 150 cán bộ.",
                "- Đơn vị chủ trì: Sở Nội vụ.",
                "- Thời gian thực hiện: Quý II năm 2026.",
                "- Nội dung: Biên soạn 500 cuốn sổ tay.",
                "- Đơn vị chủ trì: Sở Tư pháp.",
                "- Thời gian thực hiện: Tháng 9/2026.",
            ),
            [
                ("=", 3, "lớp", "2026-06", None),
                ("=", 150, "cán bộ", "2026-06", None),
                ("=", 500, "cuốn", "2026-09", None),
            ],
        ),
        (
            (TASKS, "Tổ chức 02 hội nghị đối thoại với doanh nghiệp. Thời gian: Quý I và Quý III năm 2026."),
            [("=", 2, "hội nghị", "2026-09", None)],
        ),
        ((AIMS, "Hiện tỷ lệ đạt 45%, phấn đấu năm 2026 đạt 60%."), [("=", 60, "%", "2026", None)]),
        (
            (TASKS, "Đến nay đã có 120/150 thôn đạt chuẩn; phấn đấu đến hết năm 2026 có thêm 20 thôn."),
            [("=", 20, "thôn", "2026", None)],
        ),
        ((TASKS, "Trên cơ sở 35 mô hình hiện có, nhân rộng thêm 15 mô hình."), [("=", 15, "mô hình", None, None)]),
        (
            (TASKS, "Từ nay đến năm 2030, mỗi năm trồng mới tối thiểu 1.000 cây bóng mát."),
            [(">=", 1000, "cây", "2030", "year")],
        ),
        ((TASKS, "Trong 2 năm 2026 - 2027 sửa chữa 24 trường học xuống cấp."), [("=", 24, "trường học", "2027", None)]),
        ((AIMS, "Đến 2030 có 80% doanh nghiệp sử dụng hợp đồng điện tử."), [("=", 80, "%", "2030", None)]),
        (
            (TASKS, "Phấn đấu mỗi năm có ít nhất 01 sáng kiến được công nhận cấp tỉnh."),
            [(">=", 1, "sáng kiến", None, "year")],
        ),
        (
            (TASKS, "Tổ chức 02 (hai) lớp bồi dưỡng nghiệp vụ; số lượng 120 người/lớp."),
            [("=", 2, "lớp", None, None), ("=", 120, "người/lớp", None, None)],
        ),
        (
            (TASKS, "Cấp phát 10.000 tờ rơi (trong đó: 6.000 tờ tiếng Việt, 4.000 tờ tiếng dân tộc)."),
            [("=", 10000, "tờ", None, None), ("=", 6000, "tờ", None, None), ("=", 4000, "tờ", None, None)],
        ),
        (
            (TASKS, "Thành lập 05 Đoàn kiểm tra, mỗi đoàn kiểm tra ít nhất 10 cơ sở."),
            [("=", 5, "Đoàn", None, None), (">=", 10, "cơ sở", None, None)],
        ),
        (
            (DUTIES, "Công an tỉnh: rà soát, cấp tài khoản định danh mức độ 2 cho 95% công dân đủ điều kiện."),
            [("=", 95, "%", None, None)],
        ),
        (
            (DUTIES, "Sở Công Thương chủ trì tổ chức 03 phiên chợ hàng Việt về nông thôn, dự kiến 90 gian hàng."),
            [("=", 3, "phiên chợ", None, None), ("=", 90, "gian hàng", None, None)],
        ),
        (
            (DUTIES, "Đề nghị Hội Nông dân vận động 1.500 hội viên đăng ký sản xuất theo chuỗi."),
            [("=", 1500, "hội viên", None, None)],
        ),
        (
            (DUTIES, "Sở Tài chính tham mưu bố trí không thấp hơn 2% tổng chi ngân sách cho khoa học, công nghệ."),
            [(">=", 2, "%", None, None)],
        ),
        (
            (DUTIES, "Yêu cầu 100% đảng viên cam kết không vi phạm nồng độ cồn khi lái xe."),
            [("=", 100, "%", None, None)],
        ),
        (
            (DUTIES, "Ngân hàng Chính sách xã hội giải ngân cho vay 500 tỷ đồng, dư nợ đạt 4.200 tỷ đồng."),
            [("=", 500, "tỷ đồng", None, None), ("=", 4200, "tỷ đồng", None, None)],
        ),
        (
            (AIMS, "Tăng trưởng tín dụng 15 - 16%; nợ xấu dưới 2%."),
            [("range", (15, 16), "%", None, None), ("<", 2, "%", None, None)],
        ),
        (
            (AIMS, "Chỉ số sản xuất công nghiệp (IIP) tăng trên 10%; tổng mức bán lẻ tăng 13%."),
            [(">", 10, "%", None, None), ("=", 13, "%", None, None)],
        ),
        (
            (AIMS, "Cơ cấu kinh tế: nông nghiệp 18%, công nghiệp - xây dựng 42%, dịch vụ 40%."),
            [("=", 18, "%", None, None), ("=", 42, "%", None, None), ("=", 40, "%", None, None)],
        ),
        (
            (AIMS, "Tổng sản phẩm trên địa bàn (GRDP) tăng 8% so với năm 2025, quy mô đạt 95.000 tỷ đồng."),
            [("=", 8, "%", None, None), ("=", 95000, "tỷ đồng", None, None)],
        ),
        (
            (AIMS, "Thu nhập bình quân đầu người khu vực nông thôn đạt 65 triệu đồng, gấp 1,3 lần năm 2023."),
            [("=", 65, "triệu đồng", None, None), ("=", 1.3, "lần", None, None)],
        ),
        (
            (AIMS, "Giải quyết việc làm cho 20.000 lao động, trong đó đi làm việc ở nước ngoài 1.500 người."),
            [("=", 20000, "lao động", None, None), ("=", 1500, "người", None, None)],
        ),
        (
            (AIMS, "Hoàn thành xây dựng 1.500 căn nhà ở xã hội trong năm 2026, lũy kế đến năm 2030 đạt 9.000 căn."),
            [("=", 1500, "căn nhà", "2026", None), ("=", 9000, "căn", "2030", None)],
        ),
        (
            (AIMS, "Tỷ lệ thất nghiệp thành thị duy trì dưới 3%; năng suất lao động tăng 6,5%/năm."),
            [("<", 3, "%", None, None), ("=", 6.5, "%", None, "year")],
        ),
        (
            (AIMS, "Số vụ cháy giảm trên 10%, không để xảy ra cháy lớn gây thiệt hại nghiêm trọng."),
            [(">", 10, "%", None, None)],
        ),
        (
            (AIMS, "Tỷ lệ điều tra, khám phá án đạt trên 85%, án đặc biệt nghiêm trọng đạt 95%."),
            [(">", 85, "%", None, None), ("=", 95, "%", None, None)],
        ),
        (
            (TASKS, "Điều tra, khảo sát 2.000 hộ gia đình và 300 doanh nghiệp trên địa bàn 15 xã, phường."),
            [("=", 2000, "hộ", None, None), ("=", 300, "doanh nghiệp", None, None)],
        ),
        (
            (TASKS, "Thay thế 3.000 bóng đèn cao áp bằng đèn LED, tiết kiệm 40% điện năng."),
            [("=", 3000, "bóng đèn", None, None), ("=", 40, "%", None, None)],
        ),
        ((TASKS, "Di dời 85 hộ dân ra khỏi vùng sạt lở trước ngày 01/9/2026."), [("=", 85, "hộ", "2026-09-01", None)]),
        (
            (TASKS, "Thực hiện tinh giản 120 biên chế; sắp xếp giảm 15 đầu mối đơn vị sự nghiệp."),
            [("=", 120, "biên chế", None, None), ("=", 15, "đầu mối", None, None)],
        ),
        (
            (TASKS, "Tuyển dụng 200 giáo viên, điều động 50 giáo viên tăng cường cho vùng cao."),
            [("=", 200, "giáo viên", None, None), ("=", 50, "giáo viên", None, None)],
        ),
        (
            (TASKS, "Hỗ trợ 10 sản phẩm đạt tiêu chuẩn OCOP 4 sao, 02 sản phẩm đạt OCOP 5 sao."),
            [("=", 10, "sản phẩm", None, None), ("=", 2, "sản phẩm", None, None)],
        ),
        (
            (TASKS, "Nghiệm thu 100% nhiệm vụ khoa học đúng hạn, ứng dụng ít nhất 70% kết quả vào sản xuất."),
            [("=", 100, "%", None, None), (">=", 70, "%", None, None)],
        ),
        ((TASKS, "Mỗi cán bộ phụ trách từ 03 đến 05 hộ nghèo."), [("range", (3, 5), "hộ", None, None)]),
        (
            (TASKS, "Tổng đài 1022 tiếp nhận và trả lời 95% cuộc gọi trong 30 giây."),
            [("=", 95, "%", None, None), ("<=", 30, "giây", None, None)],
        ),
        (
            (TASKS, "Giảm 50% thời gian xử lý, từ 10 ngày còn 05 ngày."),
            [("=", 50, "%", None, None), ("=", 5, "ngày", None, None)],
        ),
        (
            (BY_2030, "(1) Tỷ lệ hài lòng đạt 95%; (2) 100% hồ sơ được số hóa; (3) 90% giao dịch không dùng tiền mặt."),
            [("=", 95, "%", "2030", None), ("=", 100, "%", "2030", None), ("=", 90, "%", "2030", None)],
        ),
        (
            (AIMS, "Phấn đấu không còn hộ nghèo là người có công; giảm 1.200 hộ nghèo, tương ứng 1,5%."),
            [("=", 1200, "hộ", None, None), ("=", 1.5, "%", None, None)],
        ),
        (
            (AIMS, "Diện tích cây xanh đô thị bình quân đạt 8 - 10 m2/người."),
            [("range", (8, 10), "m2/người", None, None)],
        ),
        ((AIMS, "Nồng độ bụi PM2,5 trung bình năm giảm 20% so với năm 2024."), [("=", 20, "%", None, None)]),
        ((AIMS, "Tỷ lệ nước thải đô thị loại II trở lên được xử lý đạt 50%."), [("=", 50, "%", None, None)]),
        (
            (AIMS, "100% cán bộ chủ chốt có trình độ đại học trở lên; 35% có trình độ thạc sĩ."),
            [("=", 100, "%", None, None), ("=", 35, "%", None, None)],
        ),
        (
            (AIMS, "Phát triển 02 cụm liên kết ngành, 03 khu công nghiệp sinh thái vào năm 2029."),
            [("=", 2, "cụm", "2029", None), ("=", 3, "khu công nghiệp", "2029", None)],
        ),
        (
            (TASKS, "Tặng quà 20 gia đình chính sách, 15 hộ nghèo nhân dịp 27/7."),
            [("=", 20, "gia đình", None, None), ("=", 15, "hộ nghèo", None, None)],
        ),
        ((TASKS, "Phấn đấu 3/3 trường đạt chuẩn quốc gia mức độ 2."), [("=", 3, "trường", None, None)]),
        ((TASKS, "Duy trì 100% thôn, tổ dân phố có điểm sinh hoạt văn hóa."), [("=", 100, "%", None, None)]),
        ((TASKS, "Đảm bảo mỗi hộ có tối thiểu 01 bình chữa cháy xách tay."), [(">=", 1, "bình chữa cháy", None, None)]),
        (
            ("# II. MỤC ĐÍCH, YÊU CẦU", "Nâng cao nhận thức của 100% cán bộ, đảng viên về chuyển đổi số."),
            [("=", 100, "%", None, None)],
        ),
        (
            (
                "# 1. Mục tiêu",
                "Đến hết năm 2026: 90% hộ dân có nước sạch; 85% chất thải được thu gom.",
                "Giai đoạn 2027 - 2030: 100% hộ dân có nước sạch.",
            ),
            [("=", 90, "%", "2026", None), ("=", 85, "%", "2026", None), ("=", 100, "%", "2030", None)],
        ),
        (
            (
                "# 1. Mục tiêu cụ thể",
                "- Đến năm 2026:",
                "+ 100% xã có cán bộ chuyên trách;",
                "+ Giảm 20% số vụ.",
                "- Đến năm 2030:",
                "+ Giảm 50% số vụ.",
            ),
            [("=", 100, "%", "2026", None), ("=", 20, "%", "2026", None), ("=", 50, "%", "2030", None)],
        ),
        (
            ("# 1. Mục tiêu cụ thể", "a) Về hạ tầng: đến năm 2027 đạt 60 trạm sạc; đến năm 2030 đạt 200 trạm sạc."),
            [("=", 60, "trạm sạc", "2027", None), ("=", 200, "trạm sạc", "2030", None)],
        ),
        (
            (TASKS, "Phấn đấu hết tháng 6/2026 có 50%, hết năm 2026 có 100% số xã hoàn thành."),
            [("=", 50, "%", "2026-06", None), ("=", 100, "%", "2026", None)],
        ),
        (
            (TASKS, "Khởi công 02 dự án trong quý I/2026, hoàn thành đưa vào sử dụng 05 dự án trước 31/12/2026."),
            [("=", 2, "dự án", "2026-03", None), ("=", 5, "dự án", "2026-12-31", None)],
        ),
        (
            (TASKS, "- Xây dựng 25 phóng sự (thời gian: từ tháng 3 đến tháng 11/2026)."),
            [("=", 25, "phóng sự", "2026-11", None)],
        ),
        (
            (TASKS, "Giai đoạn 1 (2026 - 2027): đầu tư 100 tủ sách; giai đoạn 2 (2028 - 2030): đầu tư 150 tủ sách."),
            [("=", 100, "tủ sách", "2027", None), ("=", 150, "tủ sách", "2030", None)],
        ),
        (
            (TASKS, "Hằng năm, chọn 10 - 15 xã làm điểm, hoàn thành trước ngày 30/11."),
            [("range", (10, 15), "xã", None, "year")],
        ),
        ((TASKS, "Chậm nhất đến 31/3/2026, 100% cơ sở phải ký cam kết."), [("=", 100, "%", "2026-03-31", None)]),
    ],
)
def test_promises_are_read_with_their_comparator_unit_and_date(parts, expected):
    """The unit may go on behind the words that are asked for: "tổ công nghệ" for "tổ công nghệ số cộng đồng"."""
    found = told(*parts)
    assert [(sign, value, by, per) for sign, value, _, by, per in found] == [
        (sign, value, by, per) for sign, value, _, by, per in expected
    ]
    for (_, _, unit, _, _), (_, _, asked, _, _) in zip(found, expected, strict=True):
        assert unit.startswith(asked)


@pytest.mark.parametrize(
    "parts",
    [
        (TASKS, "Bố trí 35 tỷ đồng từ ngân sách tỉnh để sửa chữa các trạm bơm."),
        (TASKS, "Kinh phí hỗ trợ mỗi mô hình không quá 300 triệu đồng."),
        (TASKS, "Mức hỗ trợ tối đa 50% chi phí mua giống theo Nghị quyết số 12/2023/NQ-HĐND."),
        (TASKS, "Theo Luật Đất đai, diện tích giao không quá 03 ha đối với mỗi hộ."),
        (TASKS, "Triển khai trên địa bàn 45 xã, phường của tỉnh."),
        (TASKS, "Hoàn thành trong 06 tháng đầu năm 2026."),
        (TASKS, "Kế hoạch được thực hiện trong 05 năm, từ năm 2026 đến năm 2030."),
        (TASKS, "Tổ công tác gồm 09 thành viên do đồng chí Phó Chủ tịch làm Tổ trưởng."),
        (TASKS, "Báo cáo kết quả trước ngày 20 hằng tháng, 06 tháng và một năm."),
        (TASKS, "Thí điểm tại 03 xã rồi nhân rộng ra toàn tỉnh."),
        (TASKS, "Vốn đầu tư của dự án là 1.250 tỷ đồng; công suất 300 MW."),
        (TASKS, "Thời gian mỗi lớp 03 ngày."),
        (TASKS, "Tổ chức giải bóng đá cho thanh niên từ 16 đến 35 tuổi."),
        (TASKS, "Nước thải sau xử lý đạt cột A QCVN 40:2011/BTNMT."),
        (TASKS, "Quy hoạch khu đô thị quy mô 120 ha tại phường Tân Lập."),
        (TASKS, "Tuyến đường dài 12 km, rộng 7,5 m."),
        (
            TASKS,
            "Kế hoạch vốn năm 2026 là 5.600 tỷ đồng, gồm ngân sách trung ương 2.100 tỷ đồng, ngân "
            "sách địa phương 3.500 tỷ đồng.",
        ),
        (TASKS, "Tổng mức đầu tư dự án 450 tỷ đồng, thời gian thực hiện 2026 - 2028."),
        (TASKS, "Khi mưa trên 200 mm/24 giờ phải sơ tán dân vùng trũng."),
        (TASKS, "Độ dài video clip không quá 05 phút, dung lượng tối đa 500 MB."),
        (TASKS, "Bài dự thi dài tối đa 2.000 từ, gửi trước 30/4/2026."),
        (TASKS, "Mỗi thí sinh được gửi tối đa 02 tác phẩm."),
        (TASKS, "Cơ cấu giải thưởng: 01 giải Nhất, 02 giải Nhì, 03 giải Ba."),
        (TASKS, "Người lao động làm việc không quá 48 giờ/tuần theo Bộ luật Lao động."),
        (TASKS, "Công trình có tổng mức đầu tư từ 15 tỷ đồng trở lên phải báo cáo Thường trực Tỉnh ủy."),
        (TASKS, "Cán bộ trong độ tuổi 25 - 45, có ít nhất 03 năm công tác."),
        (TASKS, "Áp dụng mức thuế 10%."),
        (TASKS, "Vay vốn với lãi suất 4,8%/năm, thời hạn 60 tháng."),
        (TASKS, "Tuyên truyền trên hệ thống loa 02 lần/ngày trong tháng cao điểm."),
        (DUTIES, "Văn phòng UBND tỉnh tổng hợp, báo cáo UBND tỉnh trước ngày 25/11/2026."),
        (DUTIES, "Các xã gửi 02 bản kế hoạch về Sở trước ngày 15/01/2026."),
        (TASKS, "Chương trình gồm 5 hợp phần, 12 dự án thành phần."),
        (TASKS, "Thực hiện phương châm 4 tại chỗ, 3 sẵn sàng."),
        (TASKS, "Phong trào 5 không 3 sạch; mô hình 1 đường, 2 hàng cây."),
        (TASKS, "Kỷ niệm 80 năm Ngày truyền thống lực lượng."),
        (TASKS, "Chào mừng Đại hội XIV của Đảng, 95 năm thành lập Đảng."),
        (TASKS, "Căn cứ Thông tư 05, các đơn vị xây dựng kế hoạch trong 10 ngày."),
        (TASKS, "Sau 30 ngày kể từ ngày kết thúc, các đơn vị báo cáo kết quả."),
        (TASKS, "Hỗ trợ 1 triệu đồng/hộ đối với hộ nghèo; 500.000 đồng/hộ đối với hộ cận nghèo."),
        (DUTIES, "Giao Chủ tịch UBND 124 xã, phường chịu trách nhiệm toàn diện trước Chủ tịch UBND tỉnh."),
        (DUTIES, "Phân công 05 Phó Chủ tịch phụ trách 05 cụm xã."),
        (DUTIES, "Số điện thoại đường dây nóng: 0911.234.567; email: phongvhxh@xa.gov.vn."),
        (DUTIES, "Tài khoản số 1234567890 tại Kho bạc Nhà nước Khu vực 5."),
        (DUTIES, "Hội nghị bắt đầu lúc 7 giờ 30 phút, tại Hội trường tầng 3."),
        (DUTIES, "Thực hiện Nghị quyết 57, Nghị quyết 66 và Nghị quyết 68 của Bộ Chính trị."),
        (DUTIES, "Quy mô dân số tỉnh khoảng 1,6 triệu người, mật độ 250 người/km2."),
        (TASKS, "Đây là nhiệm vụ trọng tâm trong 10 nhiệm vụ đột phá của năm."),
        (TASKS, "Gắn với 3 đột phá chiến lược và 6 nhiệm vụ trọng tâm."),
        (
            TASKS,
            "Triển khai Kế hoạch theo 3 giai đoạn: giai đoạn 1 (2026), giai đoạn 2 (2027 - 2028), "
            "giai đoạn 3 (2029 - 2030).",
        ),
        (TASKS, "Thực hiện nghiêm quy định 06 dám, 07 dám."),
        (TASKS, "Tập trung vào 04 nhóm giải pháp sau:"),
        (TASKS, "Đối với 15 hồ sơ quá hạn, các đơn vị xử lý dứt điểm trong tháng 01/2026."),
        (TASKS, "Chất lượng công trình phải bảo hành 12 tháng."),
        (TASKS, "Sử dụng giống lúa ngắn ngày, thời gian sinh trưởng 95 - 100 ngày."),
        (TASKS, "Mật độ trồng 1.600 cây/ha, bón 200 kg NPK/ha."),
        (TASKS, "Lượng mưa phổ biến 200 - 400 mm, có nơi trên 500 mm."),
        (TASKS, "Nắng nóng gay gắt, nhiệt độ cao nhất trên 39 độ C."),
        (TASKS, "Bão số 3 đã làm 25 người chết, thiệt hại 7.500 tỷ đồng."),
        (TASKS, "Phạt tiền từ 10 triệu đồng đến 20 triệu đồng đối với hành vi vi phạm."),
        (TASKS, "Chi hỗ trợ 150.000 đồng/người/ngày cho lực lượng trực chốt."),
        (TASKS, "Dự toán chi tiết: thuê hội trường 10 triệu đồng, in ấn 15 triệu đồng, nước uống 5 triệu đồng."),
        (
            "# III. KINH PHÍ",
            "Tổng kinh phí 2.450 triệu đồng, trong đó ngân sách tỉnh 1.500 triệu đồng (61,2%), xã hội "
            "hóa 950 triệu đồng (38,8%).",
        ),
        ("# III. KINH PHÍ", "Bình quân mỗi năm bố trí 25 tỷ đồng."),
        ("# I. ĐẶC ĐIỂM TÌNH HÌNH", "Xã có 12 thôn, 2.345 hộ, thu nhập bình quân 58 triệu đồng/người/năm."),
        ("# I. KẾT QUẢ NĂM 2025", "Đã tổ chức 15 lớp cho 450 học viên, đạt 110% kế hoạch."),
        ("# V. CHẾ ĐỘ BÁO CÁO", "Định kỳ 6 tháng (trước ngày 10/6), 01 năm (trước ngày 10/12) gửi báo cáo về Sở."),
        ("# 2. Phạm vi", "Thực hiện tại 34 tỉnh, thành phố trong cả nước."),
    ],
)
def test_other_numbers_of_plans_promise_nothing(parts):
    assert told(*parts) == []


@pytest.mark.parametrize(
    ("text", "value", "baseline", "direction"),
    [
        ("Tỷ lệ lao động qua đào tạo tăng từ 68% năm 2024 lên 75% vào năm 2028.", 75, 68, "rise"),
        ("Cấp 100% mã số vùng trồng (hiện nay là 64%).", 100, 64, ""),
        ("Tỷ lệ đô thị hóa đạt 45% (năm 2020: 38,2%).", 45, 38.2, ""),
        ("Tỷ lệ che phủ rừng đạt 45%, so với năm 2020 là 42%.", 45, 42, ""),
        ("Nâng tỷ lệ thu gom từ 80% hiện nay lên 95%.", 95, 80, "rise"),
        ("Rút ngắn thời gian từ 15 ngày xuống 07 ngày.", 7, 15, "fall"),
        ("Đạt 90% trở lên (năm 2024 đạt 86,5%).", 90, 86.5, "rise"),
        ("Tỷ lệ hộ nghèo còn dưới 2%.", 2, None, "fall"),
    ],
)
def test_what_it_was_before_is_kept_beside_the_target(text, value, baseline, direction):
    made = skeleton(AIMS, text)
    (target,) = read_targets(made, read_sentences(made))
    assert (target.value, target.baseline, target.direction) == (value, baseline, direction)


def test_the_area_named_in_front_ends_before_the_verb():
    made = skeleton(AIMS, "Trên địa bàn tỉnh phấn đấu trồng 500 ha rừng.")
    (target,) = read_targets(made, read_sentences(made))
    assert target.territory == "tỉnh"


# --- the field of time in the block of a task ------------------------------------------------------------------------


def test_the_field_of_time_below_a_task_dates_its_targets():
    found = told(
        TASKS, "a) Nhiệm vụ: Lắp 40 trạm bơm.", "b) Chủ trì: Sở Xây dựng.",
        "c) Thời gian hoàn thành: Quý III năm 2026.",
        "a) Nhiệm vụ: Lắp 12 cống.", "b) Chủ trì: Sở Xây dựng.", "c) Thời gian hoàn thành: Thường xuyên.",
    )  # fmt: skip
    assert [(value, by) for _, value, _, by, _ in found] == [(40, "2026-09"), (12, None)]


def test_the_year_in_the_task_comes_before_its_field_of_time():
    found = told(TASKS, "a) Nhiệm vụ: Trong năm 2026 lắp 40 trạm bơm.", "b) Thời gian hoàn thành: 31/12/2027.")
    assert [by for *_, by, _ in found] == ["2026"]


def test_the_heading_above_the_fields_is_not_dated_by_them():
    found = told("# 2.1. Tổ chức 03 hội nghị hiệp thương.", "- Thời gian hoàn thành: Quý I/2026.")
    assert [by for *_, by, _ in found] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Tổ chức 02 hội nghị và 09 buổi nói chuyện, do Phòng Văn hóa chủ trì, hoàn thành trước ngày 31/3/2026.",
        "Xây dựng bộ tiêu chí, thí điểm tại chỗ 02 cơ sở, mở 09 lớp; hoàn thành trước ngày 31/3/2026.",
    ],
)
def test_the_deadline_that_closes_a_sentence_is_for_all_its_targets(text):
    assert {by for *_, by, _ in told(TASKS, text)} == {"2026-03-31"}


def test_a_day_by_which_something_else_is_due_is_not_the_next_clauses():
    text = "Xây dựng kế hoạch trước ngày 05/4/2026; mỗi xã vận động từ 30 người trở lên tham gia học nghề."
    assert told(DUTIES, text) == [(">=", 30, "người", None, None)]


# --- sections --------------------------------------------------------------------------------------------------------


def test_a_sentence_with_a_label_names_no_section():
    heading = "# 1. Điểm trung bình các tiêu chí đạt từ 3,6 điểm trở lên; số tiêu chí mức 2 còn tối đa 04 tiêu chí."
    assert [value for _, value, *_ in told("# II. CHỈ TIÊU NĂM 2026", "#" + heading)] == [3.6, 4]


def test_reform_of_procedures_is_work_and_no_rule():
    assert told("# 4. Cải cách thủ tục hành chính", "- Đưa lên Cổng dịch vụ công 15 dịch vụ công mức độ 4.")
    assert told("# 4. Cải cách thủ tục hành chính", "- Đưa lên Cổng dịch vụ công 15 dịch vụ công mức độ 4.")


def test_a_field_of_time_among_dashes_dates_the_task_right_above_it_only():
    found = told(
        TASKS, "- Lắp 40 trạm bơm.", "- Mở 12 lớp học.", "- Chủ trì: Sở Xây dựng.", "- Thời gian: Quý II/2026."
    )
    assert [by for *_, by, _ in found] == [None, "2026-06"]


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("Hình thành 05 điểm du lịch, đón khoảng 60.000 lượt khách mỗi năm.", [None, "year"]),
        ("Mỗi năm tổ chức ít nhất 02 hội nghị; xây dựng 01 bộ tài liệu giới thiệu.", ["year", None]),
        ("Hằng năm, mở 05 lớp bồi dưỡng; kiểm tra 20 cơ sở.", ["year", "year"]),
        ("Tổ chức tối thiểu 25 lớp bồi dưỡng/năm cho cán bộ hợp tác xã.", ["year"]),
        ("Mỗi năm đào tạo 1.500 sinh viên, trong đó trên 80% có việc làm.", ["year", None]),
    ],
)
def test_every_year_is_said_of_what_follows_or_of_the_number_right_before(text, per):
    assert [rhythm for *_, rhythm in told(TASKS, text)] == per
