from datetime import date
from decimal import Decimal
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from lotrinh.indicators.models import Indicator
from lotrinh.plans.choices import Comparator, ProofKind, Review, SentenceKind, TaskRole, VersionState
from lotrinh.plans.models import (
    Claim,
    Duty,
    DutyProof,
    PlanBlock,
    PlanVersion,
    Programme,
    ProgrammeOwner,
    Sentence,
    Target,
    TargetContract,
    Task,
    TaskAssignment,
)
from tests.core.factories import AuditEntryFactory
from tests.organizations.factories import OrganizationFactory

FROM = date(2026, 1, 1)


class IndicatorFactory(DjangoModelFactory):
    """A share that units declare: no register counts it yet."""

    class Meta:
        model = Indicator

    code = factory.Sequence(lambda n: f"chi-so-thu-{n}")
    name = factory.Sequence(lambda n: f"Chỉ số thử {n}")
    definition = "Số đạt chia cho tổng số."
    unit = "%"
    entry = factory.SubFactory(AuditEntryFactory)


class ProgrammeFactory(DjangoModelFactory):
    """A plan without a text, led since ever by a division of its own."""

    class Meta:
        model = Programme
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Kế hoạch thử {n}")
    entry = factory.SubFactory(AuditEntryFactory)

    @factory.post_generation
    def owner(self, create, given):
        ProgrammeOwner.objects.create(
            programme=self, organization=given or OrganizationFactory(), entry=AuditEntryFactory()
        )


class VersionFactory(DjangoModelFactory):
    """A text in force since the beginning of 2026."""

    class Meta:
        model = PlanVersion

    programme = factory.SubFactory(ProgrammeFactory)
    state = VersionState.PUBLISHED
    file = factory.LazyFunction(lambda: f"ke-hoach/{uuid4().hex}")
    filename = "ke-hoach.docx"
    uploaded = factory.SubFactory(AuditEntryFactory)
    published = factory.SubFactory(AuditEntryFactory)
    published_on = FROM


class DraftFactory(VersionFactory):
    """A text being reviewed."""

    state = VersionState.DRAFT
    published = None
    published_on = None


class SentenceFactory(DjangoModelFactory):
    """An order, alone in its paragraph."""

    class Meta:
        model = Sentence

    version = factory.SubFactory(VersionFactory)
    text = factory.Sequence(lambda n: f"Đơn vị {n} tổ chức thực hiện nội dung {n}.")
    block = factory.LazyAttribute(
        lambda o: PlanBlock.objects.create(
            version=o.version, index=o.version.blocks.count(), kind="paragraph", text=o.text
        )
    )
    start = 0
    end = factory.LazyAttribute(lambda o: len(o.text))
    kind = SentenceKind.ORDER
    place = "II.1, đoạn 1"


class _ItemFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    version = factory.SubFactory(VersionFactory)
    sentence = factory.LazyAttribute(lambda o: SentenceFactory(version=o.version))
    review = Review.ACCEPTED
    entry = factory.SubFactory(AuditEntryFactory)


class TargetFactory(_ItemFactory):
    """Above 80 % by the end of 2030."""

    class Meta:
        model = Target

    name = factory.Sequence(lambda n: f"Tỷ lệ thử {n}")
    comparator = Comparator.ABOVE
    value = Decimal(80)
    unit = "%"
    by = date(2030, 12, 31)


class ContractFactory(DjangoModelFactory):
    """All agreed, not yet live."""

    class Meta:
        model = TargetContract

    target = factory.SubFactory(TargetFactory)
    definition = "Số đạt chia cho tổng số."
    unit = "%"
    denominator = "tổng số"
    direction = "rise"
    threshold = Decimal(80)
    baseline = Decimal(50)
    indicator = factory.SubFactory(IndicatorFactory)
    contestant = factory.SubFactory(OrganizationFactory)
    entry = factory.SubFactory(AuditEntryFactory)


class TaskFactory(_ItemFactory):
    """Something to be done once, given to nobody."""

    class Meta:
        model = Task

    name = factory.Sequence(lambda n: f"Việc thử {n}")


class AssignmentFactory(DjangoModelFactory):
    """The lead of a task of its own."""

    class Meta:
        model = TaskAssignment

    task = factory.SubFactory(TaskFactory)
    organization = factory.SubFactory(OrganizationFactory)
    role = TaskRole.LEAD
    entry = factory.SubFactory(AuditEntryFactory)


class ClaimFactory(_ItemFactory):
    class Meta:
        model = Claim

    subject = factory.Sequence(lambda n: f"cơ sở loại {n}")
    value = Decimal(12)
    unit = "cơ sở"


class DutyFactory(DjangoModelFactory):
    """A note every month of 2026."""

    class Meta:
        model = Duty

    task = factory.SubFactory(TaskFactory)
    period_kind = "month"
    starts_on = FROM
    proof = ProofKind.NOTE
    proves = "Có ít nhất một lần thông tin trong tháng."
    entry = factory.SubFactory(AuditEntryFactory)


class ProofFactory(DjangoModelFactory):
    class Meta:
        model = DutyProof

    duty = factory.SubFactory(DutyFactory)
    organization = factory.SubFactory(OrganizationFactory)
    on = FROM
    period = "2026-M01"
    note = "Đã phát thanh."
    entry = factory.SubFactory(AuditEntryFactory)
