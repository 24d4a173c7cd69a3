"""A round and its answers carried between two offices with this software and no network between them.

A file is one JSON object: what it says, its SHA-256, the public key of the office that says it, and that office's
Ed25519 signature over the hash. A key is believed once somebody of the receiving office compared its fingerprint with
what the sender read aloud (`OfficeKey`). The private part lies encrypted in the database.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lotrinh.collection.errors import BadExchange, UnknownSender
from lotrinh.collection.models import OfficeKey
from lotrinh.collection.sealing import fingerprint, unseal

FORMAT = "lotrinh-dot-thu-thap/1"
LARGEST = 2 << 20


def signed(said: Mapping[str, Any], key: OfficeKey) -> bytes:
    """The file that says `said` in the name of the office that owns `key`."""
    digest = digest_of(said)
    signature = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(unseal(key.sealed))).sign(bytes.fromhex(digest))
    whole = {"format": FORMAT, "said": said, "sha256": digest, "key": key.public, "signature": signature.hex()}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def digest_of(said: Mapping[str, Any]) -> str:
    """Of one spelling of what is said: sorted names, no spaces; the hash does not hang on how a file is laid out."""
    plain = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Opened:
    """A whole, unaltered file: what it says, and the public key under which it was signed, known here or not."""

    said: dict[str, Any]
    public: str

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.public)


def read(data: bytes) -> Opened:
    """A file whose hash and signature hold, whoever signed it. Raises BadExchange."""
    whole = _parsed(data)
    said = whole["said"]
    if digest_of(said) != whole["sha256"]:
        raise BadExchange(summary="Nội dung tệp đã bị sửa sau khi ký; hãy xin cơ quan gửi xuất lại tệp.")
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(whole["key"]))
        public.verify(bytes.fromhex(whole["signature"]), bytes.fromhex(whole["sha256"]))
    except (InvalidSignature, ValueError) as error:
        raise BadExchange(summary="Chữ ký trong tệp không đúng; không nhận tệp này.") from error
    return Opened(said, whole["key"].lower())


def opened(data: bytes) -> tuple[dict[str, Any], OfficeKey]:
    """What a file says, and the known key of who says it. Raises BadExchange."""
    file = read(data)
    key = OfficeKey.objects.filter(public=file.public).select_related("organization", "entry__by").first()
    if key is None:
        raise UnknownSender(
            summary="Chưa biết khoá của cơ quan gửi. Hãy nhận tệp ở trang “Trao đổi bằng tệp”: gọi cho họ, nghe đọc "
            "dấu khoá rồi ghi vào."
        )
    if key.withdrawn_id:
        raise BadExchange(summary=f"Khoá này của {key.organization.label} đã thôi dùng; hãy xin tệp ký bằng khoá mới.")
    return file.said, key


def _parsed(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST:
        raise BadExchange(summary=f"Tệp nặng {len(data) >> 20} MB; tệp trao đổi nặng tối đa {LARGEST >> 20} MB.")
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadExchange(summary="Tệp không phải là tệp trao đổi của Lộ Trình, hoặc tải chưa hết.") from error
    texts = ("format", "sha256", "key", "signature")
    if not isinstance(whole, dict) or not all(isinstance(whole.get(name), str) for name in texts):
        raise BadExchange(summary="Tệp không phải là tệp trao đổi của Lộ Trình.")
    if whole["format"] != FORMAT or not isinstance(whole.get("said"), dict):
        raise BadExchange(summary=f"Tệp theo khuôn “{whole['format'][:40]}”; ở đây chỉ đọc được {FORMAT}.")
    return whole
