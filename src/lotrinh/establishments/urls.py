from django.urls import path

from lotrinh.establishments import views

app_name = "establishments"

urlpatterns = [
    path("trung/", views.duplicates, name="duplicates"),
    path("trung/gop/", views.merge, name="merge"),
    path("trung/khong-trung/", views.keep_apart, name="keep-apart"),
    path("trung/tach/", views.separate, name="separate"),
]
