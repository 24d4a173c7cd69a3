"""Signing in: one lock-out, sessions that end, a second factor, and nobody who was not invited."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.urls import reverse

from lotrinh.organizations import actions
from lotrinh.organizations.choices import Role
from tests.core.factories import PASSWORD, UserFactory
from tests.organizations.factories import person

pytestmark = pytest.mark.django_db
LOGIN = "/tai-khoan/login/"


@pytest.fixture(autouse=True)
def nobody_is_locked_out():
    cache.clear()


def sign_in(client, user, password=PASSWORD, **extra):
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return client.post(LOGIN, {"login": user.username, "password": password}, **extra)


def is_in(client) -> bool:
    return client.get(reverse("accounts:mine")).status_code == 200


def colleagues():
    """An officer, and the administrator of the same office."""
    user = person()
    return user, person(Role.ADMINISTRATOR, user.role_holdings.get().organization)


def test_the_right_password_lets_in(client):
    assert sign_in(client, UserFactory()).status_code == 302
    assert is_in(client)


def test_after_five_wrong_passwords_the_right_one_is_refused_too(client):
    user = UserFactory()
    for _ in range(5):
        sign_in(client, user, "sai")
    answer = sign_in(client, user)
    assert "tạm khoá" in answer.content.decode() and not is_in(client)


def test_a_lock_out_of_one_account_leaves_others_alone(client):
    user = UserFactory()
    for _ in range(5):
        sign_in(client, user, "sai")
    sign_in(client, UserFactory(), REMOTE_ADDR="10.0.0.9")
    assert is_in(client)


def test_signing_in_says_the_same_of_unknown_names_and_wrong_passwords(client):
    unknown = client.post(LOGIN, {"login": "khong-co", "password": "sai"})
    wrong = sign_in(client, UserFactory(), "sai")
    message = "Tên đăng nhập hoặc mật khẩu chưa đúng"
    assert message in unknown.content.decode() and message in wrong.content.decode()


def test_a_session_ends_after_its_hours_however_busy(client, settings):
    sign_in(client, UserFactory())
    assert client.session.get_expiry_age() <= settings.SESSION_COOKIE_AGE == 12 * 60 * 60


def test_closing_the_account_ends_its_sessions(client):
    user, administrator = colleagues()
    sign_in(client, user)
    actions.close_account(user=user, by=administrator)
    assert not is_in(client)
    assert "đã khoá" in sign_in(client, user, follow=True).content.decode()


def test_a_new_password_ends_all_other_sessions(client):
    user, administrator = colleagues()
    sign_in(client, user)
    actions.reset_password(user=user, by=administrator)
    assert not is_in(client)


def test_a_second_factor_is_asked_for_and_an_administrator_can_take_it_away(client):
    user, administrator = colleagues()
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(user, secret)
    assert sign_in(client, user).url.startswith("/tai-khoan/2fa/authenticate/")
    assert not is_in(client)
    page = client.get("/tai-khoan/2fa/authenticate/").content.decode()
    assert "ứng dụng xác thực" in page
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post("/tai-khoan/2fa/authenticate/", {"code": code})
    assert is_in(client)
    client.logout()
    actions.reset_second_factor(user=user, by=administrator)
    sign_in(client, user)
    assert is_in(client)


def test_a_second_factor_is_turned_on_after_the_password_was_asked_for_once_more(client):
    sign_in(client, UserFactory())
    again = client.get("/tai-khoan/2fa/totp/activate/").url
    html = client.post(again, {"password": PASSWORD}, follow=True).content.decode()
    assert "quét mã vuông" in html and "Authenticator" not in html


def test_nobody_signs_up_and_nobody_resets_by_mail(client):
    assert "Không tự đăng ký được" in client.get("/tai-khoan/signup/").content.decode()
    client.post("/tai-khoan/signup/", {"username": "la", "password1": PASSWORD, "password2": PASSWORD})
    assert not is_in(client)
    assert "quản trị viên" in client.get("/tai-khoan/password/reset/").content.decode()
    assert client.post("/tai-khoan/password/reset/", {"email": "a@b.vn"}).status_code == 405


def test_the_technical_console_has_no_sign_in_of_its_own(client):
    answer = client.get("/quan-tri/", follow=True)
    assert answer.redirect_chain[-1][0].startswith(LOGIN)


@pytest.mark.parametrize(
    "path",
    ["/don-vi/", "/don-vi/nguoi/", "/dia-ban/", "/dia-ban/ke-so/", "/he-thong/viec/", "/so/", "/tai-khoan/cua-toi/"],
)
def test_pages_ask_strangers_to_sign_in(client, path):
    answer = client.get(path)
    assert answer.status_code == 302 and answer.url.startswith(LOGIN)
