"""A wrong setting stops the start, names itself and says how to mend it."""

import stat

import pytest

from lotrinh.config import env


@pytest.mark.parametrize(
    ("read", "value", "cure"),
    [
        pytest.param(lambda: env.flag("X", default=False), "maybe", "1 (có) hoặc 0 (không)", id="flag"),
        pytest.param(lambda: env.number("X", default=64), "nhiều", "số nguyên dương", id="number"),
        pytest.param(lambda: env.number("X", default=64), "0", "số nguyên dương", id="nought"),
        pytest.param(lambda: env.database("X", default_file="f"), "mysql://a/b", "postgres://", id="database"),
        pytest.param(lambda: env.email("X"), "mailserver", "smtp://", id="mail"),
        pytest.param(lambda: env.secret_key("X", kept_in=None), "short", "40 ký tự", id="short-key"),
        pytest.param(lambda: env.folder("X", default=None), "/proc/khong/duoc", "thư mục khác", id="folder"),
    ],
)
def test_a_wrong_value_names_its_cure(monkeypatch, read, value, cure):
    monkeypatch.setenv("X", value)
    with pytest.raises(env.BadSetting) as stopped:
        read()
    assert str(stopped.value).startswith("X=") and cure in str(stopped.value)


def test_a_wrong_key_or_mail_address_is_not_repeated_in_the_message(monkeypatch):
    monkeypatch.setenv("X", "mat-khau-that")
    for read in (lambda: env.secret_key("X", kept_in=None), lambda: env.email("X")):
        with pytest.raises(env.BadSetting) as stopped:
            read()
        assert "mat-khau-that" not in str(stopped.value)


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = env.secret_key("LOTRINH_NO_SUCH_KEY", kept_in=tmp_path)
    assert env.secret_key("LOTRINH_NO_SUCH_KEY", kept_in=tmp_path) == first and len(first) >= 64
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_a_database_address_may_hold_marks_in_its_password(monkeypatch):
    monkeypatch.setenv("X", "postgres://an:m%40t%2Fkh%E1%BA%A9u@db:5433/lo-trinh")
    settings = env.database("X", default_file="f")
    assert (settings["USER"], settings["PASSWORD"], settings["PORT"], settings["NAME"]) == (
        "an", "m@t/khẩu", "5433", "lo-trinh",
    )  # fmt: skip


def test_single_sign_on_needs_all_its_parts(monkeypatch):
    assert env.openid("X") == {}
    monkeypatch.setenv("X_URL", "https://dang-nhap.example")
    with pytest.raises(env.BadSetting, match="X_CLIENT"):
        env.openid("X")
    monkeypatch.setenv("X_CLIENT", "a")
    monkeypatch.setenv("X_SECRET", "b")
    assert env.openid("X")["openid_connect"]["APPS"][0]["client_id"] == "a"
