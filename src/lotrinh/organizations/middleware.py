"""A deputy who chose to act for somebody does so on every page, until they stop or their time is over."""

from django.contrib import messages
from django.utils.timezone import localdate

from lotrinh.core.acting import standing_in
from lotrinh.organizations.deputies import standing_from
from lotrinh.organizations.models import Deputising

CHOSEN = "deputising"
"""In the session: the key of the deputising that was chosen."""


class StandingMiddleware:
    """Asks the database only of those who act for somebody; an ended entrusting is noticed at the next page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.session.get(CHOSEN)
        if chosen is None:
            return self.get_response(request)
        found = Deputising.objects.on(localdate()).with_names().filter(pk=chosen, deputy=request.user.pk).first()
        if found is None:
            del request.session[CHOSEN]
            messages.warning(request, "Ủy quyền đã hết hạn hoặc đã chấm dứt: từ đây bạn làm việc với tên của mình.")
            return self.get_response(request)
        request.deputising = found
        with standing_in(standing_from(found)):
            return self.get_response(request)
