from django.urls import path

from lotrinh.monitoring.phone import shell, views

app_name = "phone"

urlpatterns = [
    path("dien-thoai/", shell.page, name="page"),
    path("dien-thoai/chao/", views.greet, name="greet"),
    path("dien-thoai/mang-theo/", views.package, name="package"),
    path("dien-thoai/gui/", views.send, name="send"),
    path("dien-thoai/ung-dung.webmanifest", shell.manifest, name="manifest"),
    path("lam-viec-khong-mang.js", shell.worker, name="worker"),
]
