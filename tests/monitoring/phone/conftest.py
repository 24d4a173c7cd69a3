"""A phone of an officer, as the server meets it."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.timezone import now

from lotrinh.monitoring.phone.package import marked


class Phone:
    """Sends items as the page's script does; every answer is (status, said)."""

    def __init__(self, client, user):
        self.client, self.user = client, user
        client.force_login(user)

    def item(self, address: str, values=None, **more) -> dict:
        clock = now().timestamp() * 1000
        given = {"key": uuid4().hex, "address": address, "seen": "", "values": values or {}}
        return given | {"said_at": clock, "clock": clock, "person": marked(self.user)} | more

    def post(self, item, **files) -> tuple[int, dict]:
        text = item if isinstance(item, str) else json.dumps(item)
        answer = self.client.post("/dien-thoai/gui/", {"muc": text, **files})
        return answer.status_code, answer.json()

    def send(self, address: str, values=None, *, files=None, **more) -> tuple[int, dict]:
        return self.post(self.item(address, values, **more), **(files or {}))

    def package(self) -> dict:
        return self.client.get("/dien-thoai/mang-theo/").json()


@pytest.fixture
def phone_of():
    return lambda user: Phone(Client(), user)
