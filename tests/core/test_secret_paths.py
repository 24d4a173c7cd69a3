import logging

from lotrinh.core.logs import PrivateFormatter


def test_a_personal_links_token_stands_in_no_log():
    record = logging.LogRecord("x", logging.WARNING, __file__, 1, "Not Found: %s", ("/dot-bao-cao/rieng/AbC-1/",), None)
    assert PrivateFormatter("{message}", style="{").format(record) == "Not Found: /dot-bao-cao/rieng/…/"
