"""What is said to a phone when an item is not taken."""

from collections.abc import Iterable, Mapping

from lotrinh.core.registers.errors import Refused


class Unreadable(Exception):
    """No phone of ours sends this: 400, with what is wrong."""


class Mend(Refused):
    """Something in the item is wrong; it stays on the phone until it is mended. `errors` by name of the field."""

    summary = "Chưa gửi được; hãy sửa các ô có chữ đỏ."

    def __init__(self, summary: str = "", errors: Mapping[str, str] | None = None):
        self.errors = dict(errors or {})
        super().__init__(summary=summary)


class Newer(Refused):
    """Somebody wrote after the phone had looked. `differences`: (label, on the server, on the phone), each."""

    def __init__(self, *, seen: str, who: str, differences: Iterable[tuple[str, str, str]]):
        self.seen = seen
        self.differences = [list(one) for one in differences]
        super().__init__(summary=f"{who} đã ghi bản mới hơn bản máy này có; hãy xem hai bản rồi chọn.")


def gone(what: str) -> Mend:
    """The same words for what does not exist and for what is not this person's."""
    return Mend(f"{what} không còn trong phần việc của bạn; hãy tải lại dữ liệu rồi xem.")


def of_form(form) -> Mend:
    """What a bound Django form says, by field; the rest on top."""
    errors = {form.add_prefix(name): " ".join(words) for name, words in form.errors.items() if name != "__all__"}
    return Mend(" ".join(form.non_field_errors()), errors)


def of_refusal(refused: Refused, names: Iterable[str]) -> Mend:
    """A deed's refusal at its fields, where the form has them; the rest on top."""
    if isinstance(refused, Mend):
        return refused
    names = set(names)
    errors = {one.field: one.message for one in refused.problems if one.field in names}
    rest = [one.message for one in refused.problems if one.field not in names]
    return Mend(" ".join([refused.summary, *rest]), errors)
