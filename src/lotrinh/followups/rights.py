"""Who may raise, clear and remind."""

from lotrinh.core.models import User
from lotrinh.followups.models import Block
from lotrinh.organizations.choices import WRITING_ROLES, Role
from lotrinh.organizations.scope import scope_of

_ANSWERING = WRITING_ROLES | {Role.LEADER}
"""A leader keeps no registers, but clearing the way is what leaders are asked for."""


def speaks_for(who: User, organization_id: int) -> bool:
    """Holds a writing role, or leads, at the unit or at one above it."""
    grants = [grant for grant in scope_of(who).grants if grant.role in _ANSWERING]
    return any(grant.organization_ids is None or organization_id in grant.organization_ids for grant in grants)


def may_resolve(who: User, block: Block) -> bool:
    """The unit that was asked, or the one that was held up and finds the way clear."""
    return speaks_for(who, block.clearer_id) or speaks_for(who, block.unit_id)


def may_remind(who: User, block: Block) -> bool:
    return speaks_for(who, block.unit_id)
