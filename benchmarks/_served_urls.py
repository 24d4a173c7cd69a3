from _served import HELLO
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

from lotrinh.config.urls import urlpatterns as product

urlpatterns = [path(HELLO.lstrip("/"), login_not_required(lambda request: HttpResponse("chào"))), *product]
