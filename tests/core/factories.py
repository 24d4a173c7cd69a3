import factory
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from factory.django import DjangoModelFactory

from lotrinh.core.models import AuditEntry, User

PASSWORD = "mat-khau-dai-1"
_HASHED = PBKDF2PasswordHasher().encode(PASSWORD, "salt", iterations=1)  # a real hash would take half the suite's time


class UserFactory(DjangoModelFactory):
    """A person with an account and no role: sees nothing yet."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"nguoi{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn {n}")
    password = _HASHED


class AuditEntryFactory(DjangoModelFactory):
    """One deed of the system itself."""

    class Meta:
        model = AuditEntry

    deed = "Dựng dữ liệu thử"
