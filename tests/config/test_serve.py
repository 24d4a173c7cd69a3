"""What real work refuses, and how an office begins."""

from argparse import Namespace

import pytest
from django.core.management import call_command

from lotrinh.config import first_administrator
from lotrinh.config.commands import serve
from lotrinh.config.first_administrator import ensure_administrator
from lotrinh.core.models import User
from lotrinh.demo.sign_ins import SIGN_INS
from lotrinh.organizations.models import Organization
from lotrinh.organizations.scope import may_administer

PASSWORD = "mot-mat-khau-du-dai-9"


def arguments(**given):
    return Namespace(**{"admin": "an", "admin_name": "Lê Văn An", "unit": "29888", **given})


@pytest.fixture
def areas(db):
    call_command("load_areas")


@pytest.mark.parametrize("name", ["LOTRINH_DEBUG", "LOTRINH_DEMO"])
def test_settings_for_trying_out_are_refused(monkeypatch, name):
    monkeypatch.setenv(name, "1")
    with pytest.raises(SystemExit, match=name):
        serve.main(["--prepare-only"])


@pytest.mark.django_db
def test_a_demo_account_is_refused_until_its_password_is_changed():
    user = User.objects.create_user(SIGN_INS[0].username, password=SIGN_INS[0].password)
    with pytest.raises(SystemExit, match=user.username):
        serve.refuse_demo_accounts()
    user.set_password(PASSWORD)
    user.save()
    assert serve.refuse_demo_accounts() is None


def test_the_first_administrator_gets_an_office_and_its_role(areas, monkeypatch):
    monkeypatch.setenv("LOTRINH_ADMIN_PASSWORD", PASSWORD)
    ensure_administrator(arguments())
    user = User.objects.get(username="an")
    assert user.check_password(PASSWORD) and may_administer(user)
    assert user.role_holdings.get().organization.name == "Ủy ban nhân dân Phường Mỹ Trà, tỉnh Đồng Tháp"


def test_a_second_start_asks_for_nobody(areas, monkeypatch):
    monkeypatch.setenv("LOTRINH_ADMIN_PASSWORD", PASSWORD)
    ensure_administrator(arguments())
    ensure_administrator(arguments(admin="binh"))
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "password", "cure"),
    [
        pytest.param({"unit": "99999"}, PASSWORD, "mang mã ấy", id="unknown-unit"),
        pytest.param({}, "12345", "LOTRINH_ADMIN_PASSWORD", id="weak-password"),
    ],
)
def test_a_wrong_beginning_leaves_the_office_empty(areas, monkeypatch, given, password, cure):
    monkeypatch.setenv("LOTRINH_ADMIN_PASSWORD", password)
    with pytest.raises(SystemExit, match=cure):
        ensure_administrator(arguments(**given))
    assert not User.objects.exists() and not Organization.objects.exists()


def test_at_a_terminal_the_unit_is_chosen_from_the_list(areas, monkeypatch):
    answers = iter(["khong co dau", "my tra", "9", "my tra", "1", "an", "Lê Văn An"])
    passwords = iter(["123", PASSWORD])
    monkeypatch.setattr("builtins.input", lambda prompt: next(answers))
    monkeypatch.setattr(first_administrator.getpass, "getpass", lambda prompt: next(passwords))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    ensure_administrator(arguments(admin=None, unit=None))
    assert "Mỹ Trà" in User.objects.get(username="an").role_holdings.get().organization.name


@pytest.mark.django_db
def test_without_a_terminal_it_says_how_to_name_the_administrator(monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with pytest.raises(SystemExit, match="--admin"):
        ensure_administrator(arguments(admin=None))


def test_an_upgrade_that_cannot_back_up_does_not_happen(monkeypatch, tmp_path, settings):
    settings.DATA = tmp_path

    def fail(target):
        raise OSError("đĩa đầy")

    monkeypatch.setattr("lotrinh.config.commands.backup.back_up_to", fail)
    with pytest.raises(SystemExit, match="LOTRINH_UPGRADE_WITHOUT_BACKUP"):
        serve._back_up_first(3)
    monkeypatch.setenv("LOTRINH_UPGRADE_WITHOUT_BACKUP", "1")
    serve._back_up_first(3)
