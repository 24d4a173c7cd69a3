"""Keys of offices: made, kept encrypted, told apart by a fingerprint that can be read over the telephone."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from lotrinh.collection.errors import BadExchange

_RAW = serialization.Encoding.Raw


def new_pair() -> tuple[str, str]:
    """(private, public) as hex digits."""
    private = Ed25519PrivateKey.generate()
    return (
        private.private_bytes(_RAW, serialization.PrivateFormat.Raw, serialization.NoEncryption()).hex(),
        private.public_key().public_bytes(_RAW, serialization.PublicFormat.Raw).hex(),
    )


def fingerprint(public: str) -> str:
    """Twenty digits and letters in groups of four, short enough to be read over the telephone."""
    text = hashlib.sha256(bytes.fromhex(public)).hexdigest()[:20].upper()
    return " ".join(text[at : at + 4] for at in range(0, 20, 4))


def seal(private: str) -> str:
    """The private part as it is kept: a copy of the database alone signs nothing."""
    return _box().encrypt(private.encode()).decode()


def unseal(sealed: str) -> str:
    """Raises BadExchange when the server's secret is another one than when the key was made."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise BadExchange(
            summary="Khoá ký không mở được vì bí mật của máy chủ đã đổi. Hãy tạo khoá mới ở trang “Trao đổi bằng tệp” "
            "rồi đọc lại dấu khoá cho các cơ quan kia."
        ) from error


def _box() -> Fernet:
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=b"lotrinh office keys").derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
