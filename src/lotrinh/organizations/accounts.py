"""How people get in: an administrator invites them. Nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter


class InvitationOnlyAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        """Closed, for single sign-on too: that only opens accounts that exist."""
        return False
