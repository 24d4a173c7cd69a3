"""Settings from the environment. A wrong value stops the start and says how to mend it."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit


class BadSetting(SystemExit):
    def __init__(self, name: str, value: str, cure: str):
        super().__init__(f"{name}={value!r} không dùng được. {cure}")


def text(name: str, *, default: str) -> str:
    return os.environ.get(name, default)


def words(name: str, *, default: list[str]) -> list[str]:
    """A list separated by commas."""
    value = os.environ.get(name)
    return default if value is None else [word.strip() for word in value.split(",") if word.strip()]


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in {"1", "true", "yes"}:
        return True
    if value.lower() in {"0", "false", "no", ""}:
        return False
    raise BadSetting(name, value, "Hãy đặt 1 (có) hoặc 0 (không).")


def number(name: str, *, default: int) -> int:
    """A whole number above nought."""
    value = os.environ.get(name)
    if value is None:
        return default
    if not value.isdecimal() or int(value) == 0:
        raise BadSetting(name, value, f"Hãy đặt một số nguyên dương, ví dụ {default}.")
    return int(value)


def folder(name: str, *, default: Path) -> Path:
    path = Path(os.environ.get(name) or default).expanduser().resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)  # a new one holds personal data: its owner's alone
    except OSError as error:
        raise BadSetting(
            name, str(path), f"Thư mục không tạo được ({error.strerror}). Hãy chọn thư mục khác."
        ) from error
    return path


def secret_key(name: str, *, kept_in: Path) -> str:
    """The key from the environment, else one made once and kept in the data folder, readable by its owner only."""
    if value := os.environ.get(name):
        if len(value) < 40:
            raise BadSetting(name, "…", "Khoá phải dài ít nhất 40 ký tự ngẫu nhiên.")
        return value
    path = kept_in / "secret.key"
    try:
        # O_EXCL: of two processes starting together only one makes the key.
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text()


def database(name: str, *, default_file: Path) -> dict:
    value = os.environ.get(name)
    if not value:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": default_file,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",  # a writer waits for its turn instead of failing half-way
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
            },
        }
    parts = urlsplit(value)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise BadSetting(name, parts.scheme, "Hãy viết dạng postgres://người-dùng:mật-khẩu@máy:5432/tên-cơ-sở-dữ-liệu.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def email(name: str) -> dict:
    """Settings for smtp://user:password@host:port (smtps:// for TLS); without it no mail is sent."""
    value = os.environ.get(name)
    if not value:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(value)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise BadSetting(name, "…", "Hãy viết dạng smtp://người-dùng:mật-khẩu@máy:587 (smtps:// cho TLS).")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or 587,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.port == 587,
    }


def openid(prefix: str) -> dict:
    """allauth's providers for one OpenID Connect server: PREFIX_URL, PREFIX_CLIENT, PREFIX_SECRET, PREFIX_NAME.

    The server is the office's own: an address it vouches for opens the account that was invited with it.
    """
    values = {name: os.environ.get(f"{prefix}_{name}", "") for name in ("URL", "CLIENT", "SECRET")}
    if not any(values.values()):
        return {}
    if missing := [f"{prefix}_{name}" for name, value in values.items() if not value]:
        raise BadSetting(missing[0], "", f"Đăng nhập một lần cần đủ {prefix}_URL, {prefix}_CLIENT, {prefix}_SECRET.")
    if not values["URL"].startswith("https://"):
        raise BadSetting(f"{prefix}_URL", values["URL"], "Địa chỉ phải bắt đầu bằng https://.")
    app = {
        "provider_id": "mot-lan",
        "name": os.environ.get(f"{prefix}_NAME", "hệ thống đăng nhập một lần"),
        "client_id": values["CLIENT"],
        "secret": values["SECRET"],
        "settings": {"server_url": values["URL"]},
    }
    return {"openid_connect": {"APPS": [app], "EMAIL_AUTHENTICATION": True}}
