"""What every form in front of a deed has, whatever it asks for."""

from uuid import UUID, uuid4

from django import forms

from lotrinh.core.registers.forms import dress
from lotrinh.core.vietnamese import nfc


class DeedForm(forms.Form):
    """Dressed, its texts in composed letters, and with the token it was opened with."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)

    def clean(self):
        """Every text with composed letters: Word on macOS and some keyboards send them apart."""
        given = super().clean()
        return {name: nfc(value) if isinstance(value, str) else value for name, value in given.items()}

    @property
    def token(self) -> UUID:
        """Of the form on the page: the same when it is sent twice."""
        try:
            return UUID(self.data.get("sent_as", ""))
        except ValueError:
            return uuid4()
