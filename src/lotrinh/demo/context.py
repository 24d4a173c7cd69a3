from django.conf import settings

from lotrinh.demo.sign_ins import SIGN_INS


def sign_ins(request):
    """The demo shows on its sign-in page who can be tried out; no other installation does."""
    return {"demo_sign_ins": SIGN_INS} if settings.IS_DEMO else {}
