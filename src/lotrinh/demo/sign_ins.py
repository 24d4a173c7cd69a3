"""Who can sign in to the demo. The passwords are printed at each start: `lotrinh serve` refuses these accounts."""

from dataclasses import dataclass

from lotrinh.organizations.choices import Role

PASSWORD = "minh-hoa-2026"


@dataclass(frozen=True)
class SignIn:
    label: str
    username: str
    full_name: str
    roles: tuple[tuple[Role, str], ...]
    """(role, name of the unit): at the city's division until it handed its work over, at the wards' since."""
    password: str = PASSWORD


DIVISION = "Phòng Kinh tế, Hạ tầng và Đô thị phường {}"
COMMITTEE = "Ủy ban nhân dân phường {}"
FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam phường {}"
DEPARTMENT = "Sở Công Thương tỉnh Đồng Tháp"
OLD_DIVISION = "Phòng Kinh tế thành phố Cao Lãnh"
WARDS = ("Cao Lãnh", "Mỹ Ngãi", "Mỹ Trà")

ADMINISTRATOR = SignIn(
    "Quản trị viên", "quan-tri", "Trần Quốc Bảo", ((Role.ADMINISTRATOR, COMMITTEE.format("Cao Lãnh")),)
)
PLAN_OFFICER = SignIn(
    "Cán bộ kế hoạch (cả ba phường)",
    "ke-hoach",
    "Nguyễn Thị Minh Anh",
    tuple((Role.PLAN_OFFICER, unit) for unit in (OLD_DIVISION, DIVISION.format("Mỹ Ngãi"), DIVISION.format("Mỹ Trà"))),
)
CLUSTER_OFFICER = SignIn(
    "Cán bộ chuyên môn (cụm Quảng Khánh)",
    "chuyen-mon",
    "Lê Hoàng Phúc",
    ((Role.DIVISIONAL_OFFICER, DIVISION.format("Mỹ Trà")),),
)
LEADER = SignIn(
    "Lãnh đạo (ba phường)",
    "lanh-dao",
    "Phạm Thanh Hương",
    tuple((Role.LEADER, COMMITTEE.format(ward)) for ward in WARDS),
)
DEPARTMENT_LEADER = SignIn(
    "Sở Công Thương (nhận báo cáo)", "so-cong-thuong", "Cao Minh Trí", ((Role.LEADER, DEPARTMENT),)
)
PARTNER = SignIn("Mặt trận Tổ quốc (phối hợp)", "mat-tran", "Võ Văn Lành", ((Role.PARTNER, FRONT.format("Cao Lãnh")),))
WARD_OFFICERS = (
    SignIn(
        "Cán bộ phường Cao Lãnh",
        "phuong-cao-lanh",
        "Đặng Thị Ngọc Diễm",
        ((Role.WARD_OFFICER, COMMITTEE.format("Cao Lãnh")),),
    ),
    SignIn(
        "Cán bộ phường Mỹ Ngãi",
        "phuong-my-ngai",
        "Huỳnh Tấn Đạt",
        ((Role.WARD_OFFICER, COMMITTEE.format("Mỹ Ngãi")),),
    ),
    SignIn("Cán bộ phường Mỹ Trà", "phuong-my-tra", "Bùi Thị Út", ((Role.WARD_OFFICER, COMMITTEE.format("Mỹ Trà")),)),
)
SIGN_INS = (
    PLAN_OFFICER,
    CLUSTER_OFFICER,
    *WARD_OFFICERS,
    LEADER,
    DEPARTMENT_LEADER,
    PARTNER,
    ADMINISTRATOR,
)
