"""How people get in: an administrator invites them. Nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.backends import BaseBackend

from lotrinh.organizations.scope import may_administer


class InvitationOnlyAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        """Closed, for single sign-on too: that only opens accounts that exist."""
        return False


class AdministratorBackend(BaseBackend):
    """Tells Django, and the pages of `core` below, who administers today: whoever holds that role."""

    def has_perm(self, user_obj, perm, obj=None) -> bool:
        return perm in {"core.view_job", "core.change_job"} and may_administer(user_obj)
