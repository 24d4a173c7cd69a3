"""What is paid and signed against a budget: what an amendment cannot take back."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from lotrinh.relocation.models import SupportItem
from lotrinh.relocation.scenarios.gathering import SIGNED
from lotrinh.support.models import Payment, Purse


@dataclass(frozen=True, slots=True)
class Promise:
    """A signed line of support that is not paid yet. Million đồng."""

    establishment: str
    item: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Standing:
    """One purse and year: what was paid, what is signed, what there is now."""

    amount: Decimal
    paid: Decimal
    promises: tuple[Promise, ...]

    @property
    def signed(self) -> Decimal:
        return sum((one.amount for one in self.promises), Decimal(0))

    @property
    def missing(self) -> Decimal:
        return max(Decimal(0), self.paid + self.signed - self.amount)

    @property
    def left(self) -> Decimal:
        return max(Decimal(0), self.amount - self.paid - self.signed)

    @property
    def without_money(self) -> tuple[Promise, ...]:
        """The promises the money does not reach, when the earlier ones are kept first."""
        left, out = self.amount - self.paid, []
        for one in self.promises:
            left -= one.amount
            if left < 0:
                out.append(one)
        return tuple(out)


def standing(purse: Purse, year: int, amount: Decimal, who) -> Standing:
    """The sums hold everybody; names are given only of establishments `who` sees."""
    payments = Payment.objects.standing().filter(purse=purse)
    paid = payments.filter(paid_on__year=year).aggregate(sum=Sum("amount_million"))["sum"] or Decimal(0)
    done = set(payments.values_list("payee", "item", "part"))
    lines = SupportItem.objects.filter(purse=purse, year=year, dossier__step__in=SIGNED)
    seen = set(SupportItem.objects.visible_to(who).filter(purse=purse, year=year).values_list("pk", flat=True))
    promises = tuple(
        Promise(
            line.dossier.establishment.name if line.pk in seen else "cơ sở ngoài phạm vi của bạn",
            line.get_item_display(),
            line.amount_million,
        )
        for line in lines.select_related("dossier__establishment").order_by("dossier__stepped_on", "pk")
        if (line.dossier.establishment_id, line.item, line.part) not in done
    )
    return Standing(amount, paid, promises)
