import logging

from lotrinh.core.logs import PrivateFormatter


def logged(error: Exception) -> str:
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "hỏng", (), (type(error), error, error.__traceback__))
    return PrivateFormatter("{message}", style="{").format(record)


def test_a_log_tells_where_but_not_what_was_typed():
    try:
        try:
            raise KeyError("0912 345 678")
        except KeyError as error:
            raise ValueError("Nguyễn Văn A") from error
    except ValueError as error:
        text = logged(error)
    assert "ValueError" in text and "KeyError" in text and "test_logs.py" in text
    assert "Nguyễn" not in text.replace('raise ValueError("Nguyễn Văn A")', "") and "hỏng" in text
