"""Tasks told of, added and proved on their pages."""

import unicodedata
from datetime import date
from uuid import uuid4

import pytest

from lotrinh.plans.choices import Review
from lotrinh.plans.models import DutyProof, Task, TaskUpdate
from tests.plans.factories import DutyFactory, TaskFactory
from tests.plans.views.asking import a_photo, post

pytestmark = pytest.mark.django_db


def test_a_unit_tells_progress_from_the_page(client, part, worker):
    post(client, worker, "tell", part.task.pk, note="Đã mở lớp.", percent="50", on="01/11/2026")
    update = TaskUpdate.objects.get()
    assert (update.organization, update.percent, update.on) == (part.organization, 50, date(2026, 11, 1))


def test_a_task_added_at_execution_is_marked_as_such(client, officer, version):
    post(client, officer, "add", version.pk, "nhiem-vu", name="Việc phát sinh", verb_class="one_off")
    task = Task.objects.get()
    assert (task.source, task.sentence) == ("execution", None)
    assert "Bổ sung khi thực hiện" in client.get(task.get_absolute_url()).content.decode()


def test_a_task_added_by_mistake_is_dropped_for_a_reason(client, officer, version):
    task = TaskFactory(version=version, sentence=None, source="execution")
    for reason, review in (("", Review.ACCEPTED), ("Ghi trùng.", Review.REJECTED)):
        post(client, officer, "item", "nhiem-vu", task.pk, lam="bo", ly_do=reason)
        task.refresh_from_db()
        assert task.review == review


def test_the_words_of_the_plan_in_force_cannot_be_dropped(client, officer, version):
    task = TaskFactory(version=version)
    post(client, officer, "item", "nhiem-vu", task.pk, lam="bo", ly_do="Không thích.")
    task.refresh_from_db()
    assert task.review == Review.ACCEPTED


def test_decomposed_letters_are_composed(client, officer, version):
    post(
        client,
        officer,
        "add",
        version.pk,
        "nhiem-vu",
        name=unicodedata.normalize("NFD", "Mở lớp"),
        verb_class="one_off",
    )
    assert Task.objects.get().name == "Mở lớp"


def test_a_duty_is_set_and_its_periods_show(client, officer, part):
    post(
        client,
        officer,
        "duty",
        part.task.pk,
        period_kind="month",
        window="calendar",
        amount="1",
        unit="lần",
        proof="note",
        proves="Có thông tin.",
        starts_on="01/01/2026",
        each_unit="on",
    )
    assert "tháng 1/2026: bỏ lỡ" in client.get(part.task.get_absolute_url()).content.decode()


def test_a_photo_and_a_number_prove_a_duty(client, part, worker, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    DutyFactory(task=part.task, proof="photo")
    response = post(client, worker, "prove", part.task.pk, amount="2", tep=a_photo(), sent_as=str(uuid4()))
    assert response["Location"] == part.task.get_absolute_url()
    proof = DutyProof.objects.get()
    assert (proof.amount, proof.organization, proof.latitude) == (2, part.organization, None)


def test_a_position_that_was_not_declared_is_not_kept(client, part, worker):
    DutyFactory(task=part.task)
    post(client, worker, "prove", part.task.pk, note="Đã họp.", amount="1", latitude="10.46", longitude="105.63")
    assert DutyProof.objects.get().latitude is None


def test_a_proof_without_its_photo_says_what_is_missing(client, part, worker):
    DutyFactory(task=part.task, proof="photo")
    response = post(client, worker, "prove", part.task.pk, amount="1")
    assert response.status_code == 422
    assert "ảnh" in response.content.decode()
