"""Keys of offices: the own one made and renewed, those of others believed once their fingerprint was heard."""

from django.db import transaction

from lotrinh.collection import sealing
from lotrinh.collection.errors import BadExchange, NotYourRound
from lotrinh.collection.models import OfficeKey
from lotrinh.core.models import User
from lotrinh.core.registers import audit
from lotrinh.organizations.models import Organization
from lotrinh.organizations.scope import scope_of


def own_key(organization: Organization, *, by: User) -> OfficeKey:
    """The key of an own office, made when first needed. Raises NotYourRound."""
    if not acts_for(by, organization):
        raise NotYourRound(summary="Bạn không ký thay cơ quan này được.")
    with transaction.atomic():
        _hold(organization)
        return _own(organization).first() or _new_key(organization, by)


def renew_key(organization: Organization, *, by: User) -> OfficeKey:
    """A new key in place of the old, whose files are taken no more. Raises NotYourRound."""
    if not acts_for(by, organization):
        raise NotYourRound(summary="Bạn không đổi khoá của cơ quan này được.")
    with audit(f"Đổi khoá trao đổi của {organization.label}", by=by) as entry:
        _hold(organization)
        _own(organization).update(withdrawn=entry)
        return _new_key(organization, by)


def _hold(organization: Organization) -> None:
    """Two clicks make one key."""
    Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)


def _own(organization: Organization):
    return OfficeKey.objects.filter(organization=organization, withdrawn=None).exclude(sealed="")


def _new_key(organization: Organization, by: User) -> OfficeKey:
    private, public = sealing.new_pair()
    with audit(f"Tạo khoá trao đổi của {organization.label}", by=by) as entry:
        return OfficeKey.objects.create(
            organization=organization, public=public, sealed=sealing.seal(private), entry=entry
        )


@transaction.atomic
def believe_key(*, organization: Organization, public: str, spoken: str, by: User) -> OfficeKey:
    """Believe the key of another office, once its fingerprint was heard and typed in. Raises NotYourRound, BadExchange.

    `public`: as it stands in the file; `spoken`: the fingerprint as the other office read it aloud.
    """
    if not scope_of(by).writing.grants:
        raise NotYourRound(summary="Bạn không ghi nhận khoá của cơ quan khác được.")
    heard = "".join(spoken.split()).upper().replace("-", "")
    if heard != sealing.fingerprint(public).replace(" ", ""):
        raise BadExchange(
            summary="Dấu khoá nghe được khác dấu của tệp này: hoặc nghe nhầm, hoặc tệp không phải của cơ quan đó. "
            "Hãy gọi lại, nghe đọc từng nhóm bốn chữ."
        )
    if found := OfficeKey.objects.filter(public=public).select_related("organization").first():
        if found.organization_id == organization.pk and found.withdrawn_id is None:
            return found
        raise BadExchange(summary=f"Khoá này đã ghi cho {found.organization.label}; hãy hỏi lại cơ quan gửi.")
    with audit(f"Ghi nhận khoá của {organization.label}", by=by) as entry:
        return OfficeKey.objects.create(organization=organization, public=public, entry=entry)


@transaction.atomic
def forget_key(*, key: OfficeKey, by: User) -> None:
    """Believe the key of another office no more. Raises NotYourRound."""
    if key.is_own or not scope_of(by).writing.grants:
        raise NotYourRound(summary="Bạn không bỏ khoá này được.")
    with audit(f"Thôi tin khoá của {key.organization.label}", by=by) as entry:
        OfficeKey.objects.filter(pk=key.pk, withdrawn=None).update(withdrawn=entry)


def acts_for(by: User | None, organization: Organization) -> bool:
    units = scope_of(by).writing.organization_ids if by else frozenset()
    return units is None or organization.pk in units
