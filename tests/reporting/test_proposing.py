from datetime import date

import pytest

from lotrinh.organizations.choices import OrganizationKind
from lotrinh.organizations.models import Organization
from lotrinh.reporting.proposing import initials, proposed_regime
from tests.organizations.factories import OrganizationFactory
from tests.plans.factories import ProgrammeFactory, VersionFactory


@pytest.mark.parametrize(
    ("name", "symbol"),
    [
        ("Phòng Kinh tế, Hạ tầng và Đô thị phường Cao Lãnh", "KTHTĐT"),
        ("Sở Công Thương tỉnh Đồng Tháp", "CT"),
    ],
)
def test_the_symbol_is_made_of_the_field_s_initials(name, symbol):
    assert initials(Organization(name=name)) == symbol


@pytest.mark.django_db
def test_a_regime_is_proposed_from_plan_and_office():
    ward = OrganizationFactory(name="Ủy ban nhân dân phường Thử", kind=OrganizationKind.COMMITTEE)
    unit = OrganizationFactory(name="Phòng Kinh tế phường Thử", parent=ward)
    programme = ProgrammeFactory(owner=unit, name="Kế hoạch công nghiệp")
    VersionFactory(
        programme=programme, number="12/KH-UBND", dated=date(2026, 1, 5), recipients=["- Sở Thử;", "- Lưu: VT."]
    )
    regime = proposed_regime(programme, unit)
    assert (regime.superior, regime.issuer) == ("UBND PHƯỜNG THỬ", "PHÒNG KINH TẾ PHƯỜNG THỬ")
    assert (regime.symbol, regime.signer_lines) == ("BC-KT", "TRƯỞNG PHÒNG")
    assert regime.recipients == "Sở Thử\nLưu: VT, KT"
    assert "số 12/KH-UBND ngày 05/01/2026" in regime.legal_basis
