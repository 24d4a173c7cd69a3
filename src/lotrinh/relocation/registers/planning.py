"""Registers that plans are made from: what clusters supply, who goes before whom."""

from collections.abc import Iterable
from itertools import pairwise

from django.utils.timezone import localdate

from lotrinh.core.registers import Card, Deed, May, Register, Section, register
from lotrinh.organizations.permissions import cluster_officer, in_scope
from lotrinh.relocation import actions, forms
from lotrinh.relocation.models import ClusterSupply, Precedence
from lotrinh.relocation.ordering import circle_through


@register
class SupplyRegister(Register):
    """Sổ năng lực hạ tầng của cụm"""

    model = ClusterSupply
    key = ("cluster", "supply", "available_from")
    columns = ("cluster", "supply", "amount", "available_from", "basis")
    filters = ("cluster", "supply")
    search = ("cluster",)
    card = Card("cluster", "supply", "amount", "available_from")
    form = (
        Section("Năng lực", "cluster", "supply", "available_from", "amount"),
        Section("Nguồn số liệu", "basis"),
    )
    order = ("cluster__name_sort", "supply", "available_from")
    may = May(view=in_scope, change=cluster_officer)

    def check(self, batch):
        """Of a cluster and supply each later row holds at least what was there before."""
        mine = {(row.cluster_id, row.supply) for row in batch.rows}
        stored = ClusterSupply.objects.filter(cluster__in={cluster for cluster, _ in mine}).exclude(pk__in=batch.before)
        for key in mine:
            rows = [row for row in (*batch.rows, *stored) if (row.cluster_id, row.supply) == key]
            rows.sort(key=lambda row: row.available_from)
            for before, after in pairwise(rows):
                if after.amount < before.amount:
                    yield (
                        after if after in batch.rows else before,
                        "amount",
                        f"{after}: ít hơn số có từ {before.available_from:%d/%m/%Y}; hãy ghi tổng mới, không ghi phần "
                        "tăng thêm.",
                    )


@register
class PrecedenceRegister(Register):
    """Sổ thứ tự trước sau"""

    model = Precedence
    key = ("earlier", "later")
    columns = ("earlier", "later", "reason", "stated_on", "lifted_on")
    search = ("earlier", "later")
    card = Card("later", "earlier", "reason")
    form = (Section("Thứ tự", "earlier", "later"), Section("Căn cứ", "reason", "stated_on"))
    order = ("-stated_on", "-pk")
    may = May(view=in_scope, change=cluster_officer)
    deeds = (Deed(actions.lift_orders, forms.LiftForm, "Ghi hết thứ tự này", bulk=True),)

    def check(self, batch):
        """No establishment waits for itself, not even through others."""
        for row in batch.rows:
            if row.earlier_id == row.later_id:
                yield row, "later", f"{row.earlier}: một cơ sở không thể chờ chính nó."
        today = localdate()
        stored = Precedence.objects.standing_on(today).exclude(pk__in=batch.before)
        pairs = [*stored.values_list("earlier", "later"), *_pairs(batch.rows)]
        for row in batch.rows:
            if row.lifted_on is None and circle_through((row.earlier_id, row.later_id), pairs):
                yield row, "later", f"{row}: thành vòng tròn với các thứ tự đã ghi, không cơ sở nào đi trước được."


def _pairs(rows: Iterable[Precedence]) -> list[tuple[int, int]]:
    return [(row.earlier_id, row.later_id) for row in rows if row.lifted_on is None]
