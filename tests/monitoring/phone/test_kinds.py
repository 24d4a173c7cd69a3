"""Rows and answers: what the phone saw goes along, and the newer is shown, not overwritten."""

import pytest

from lotrinh.collection.models import Answer
from lotrinh.core.registers import write
from lotrinh.establishments.models import Establishment
from lotrinh.organizations.choices import Role
from tests.areas.factories import AreaFactory
from tests.collection.factories import Town
from tests.establishments.factories import EstablishmentFactory
from tests.organizations.factories import OrganizationFactory, person

pytestmark = pytest.mark.django_db


class TestRows:
    @pytest.fixture
    def workshop(self):
        return EstablishmentFactory(name="Xưởng cưa", address="Tổ 1", phone="0900000000")

    @pytest.fixture
    def officer(self, workshop):
        return person(Role.WARD_OFFICER, OrganizationFactory(area=workshop.area))

    @pytest.fixture
    def phone(self, officer, phone_of):
        return phone_of(officer)

    @staticmethod
    def address(row):
        return f"/so/co-so/{row.pk}/sua/"

    def test_a_row_is_taken_along_without_its_personal_columns(self, phone, workshop):
        package = phone.package()
        offer = package["forms"][self.address(workshop)]
        assert offer["values"]["name"] == "Xưởng cưa" and offer["seen"] == str(workshop.entry_id)
        assert "phone" not in offer["values"] and "0900000000" not in str(package)

    def test_only_what_was_changed_is_written(self, phone, workshop, officer):
        seen = str(workshop.entry_id)
        assert phone.send(self.address(workshop), {"name": "Xưởng cưa Út"}, seen=seen)[0] == 200
        workshop.refresh_from_db()
        assert (workshop.name, workshop.address) == ("Xưởng cưa Út", "Tổ 1")
        assert "Điền trên điện thoại" in workshop.entry.reason and workshop.entry.by == officer

    def test_what_somebody_wrote_meanwhile_is_shown_and_kept(self, phone, workshop, officer):
        seen = str(workshop.entry_id)
        fresh = Establishment.objects.get(pk=workshop.pk)
        fresh.name = "Xưởng cưa Năm"
        write(fresh, by=officer)
        status, said = phone.send(self.address(workshop), {"name": "Xưởng cưa Út"}, seen=seen)
        assert (status, said["state"]) == (409, "newer")
        assert [one[1:] for one in said["differences"]] == [["Xưởng cưa Năm", "Xưởng cưa Út"]]
        assert Establishment.objects.get(pk=workshop.pk).name == "Xưởng cưa Năm"

    def test_chosen_ones_own_keeps_what_others_changed_beside_it(self, phone, workshop, officer):
        item = phone.item(self.address(workshop), {"name": "Xưởng cưa Út"}, seen=str(workshop.entry_id))
        fresh = Establishment.objects.get(pk=workshop.pk)
        fresh.name, fresh.address = "Xưởng cưa Năm", "Tổ 9"
        write(fresh, by=officer)
        newer = phone.post(item)[1]["seen"]
        assert phone.post(item | {"seen": newer})[0] == 200
        workshop.refresh_from_db()
        assert (workshop.name, workshop.address) == ("Xưởng cưa Út", "Tổ 9")

    def test_the_answer_that_was_lost_is_no_conflict_with_oneself(self, phone, workshop):
        item = phone.item(self.address(workshop), {"name": "Xưởng cưa Út"}, seen=str(workshop.entry_id))
        assert phone.post(item) == phone.post(item)

    def test_another_ward_cannot_write_here(self, workshop, phone_of):
        stranger = phone_of(person(Role.WARD_OFFICER, OrganizationFactory(area=AreaFactory())))
        status, _ = stranger.send(self.address(workshop), {"name": "Của tôi"}, seen=str(workshop.entry_id))
        workshop.refresh_from_db()
        assert status == 422 and workshop.name == "Xưởng cưa"
        assert "Xưởng cưa" not in str(stranger.package())

    def test_what_the_register_refuses_comes_back_at_its_field(self, phone, workshop):
        seen = str(workshop.entry_id)
        status, said = phone.send(self.address(workshop), {"latitude": "10,4"}, seen=seen)
        assert status == 422 and "latitude" in said["errors"]

    @pytest.mark.parametrize("values", [{}, {"phone": "0911"}, {"entry": "1"}, {"nothing": "x"}], ids=str)
    def test_fields_that_phones_do_not_have_are_not_written(self, phone, workshop, values):
        assert phone.send(self.address(workshop), values, seen=str(workshop.entry_id))[0] == 422
        workshop.refresh_from_db()
        assert workshop.phone == "0900000000"

    def test_more_rows_cost_no_more_questions(self, phone, workshop, django_assert_max_num_queries):
        EstablishmentFactory.create_batch(20, area=workshop.area)
        with django_assert_max_num_queries(75):
            assert len(phone.package()["forms"]) == 21


class TestAnswers:
    @pytest.fixture
    def town(self):
        return Town()

    @pytest.fixture
    def line(self, town):
        return town.line(town.ask(rules="a <= b"))

    @pytest.fixture
    def phone(self, town, phone_of):
        return phone_of(town.people[0])

    def test_a_round_is_answered(self, phone, line):
        address = line.get_absolute_url()
        assert phone.package()["forms"][address]["seen"] == "0"
        status, _ = phone.send(address, {"m-a": "1.234,5", "m-b": "2.000"}, seen="0")
        assert status == 200 and Answer.objects.get().content == {"a": "1234.5", "b": "2000"}

    def test_what_does_not_hold_comes_back_at_its_field(self, phone, line):
        status, said = phone.send(line.get_absolute_url(), {"m-a": "9", "m-b": "5"}, seen="0")
        assert status == 422 and "m-a" in said["errors"]
        assert not Answer.objects.exists()

    def test_what_a_colleague_sent_is_not_overwritten(self, phone, town, line):
        town.send(line.round, a="1", b="5")
        status, said = phone.send(line.get_absolute_url(), {"m-a": "2", "m-b": "5"}, seen="0")
        assert status == 409 and said["differences"] == [["Đất đã cho thuê (ha)", "1", "2"]]
        assert Answer.objects.get().content["a"] == "1"

    def test_after_the_lock_nothing_is_taken(self, phone, town, line):
        town.send(line.round, a="1", b="5")
        town.accept(line.round, 0)
        seen = str(town.line(line.round).edition)
        status, said = phone.send(line.get_absolute_url(), {"m-a": "2"}, seen=seen)
        assert status == 422 and "khoá" in said["message"]

    def test_a_neighbour_answers_for_nobody_else(self, town, line, phone_of):
        assert phone_of(town.people[1]).send(line.get_absolute_url(), {"m-a": "1", "m-b": "2"}, seen="0")[0] == 422
        assert not Answer.objects.exists()
