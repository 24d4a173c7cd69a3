from django.urls import path

from lotrinh.rules import views

app_name = "rules"

urlpatterns = [
    path("", views.index, name="index"),
    path("lich-lam-viec/", views.calendar, name="office-days"),
    path("lich-lam-viec/ghi/", views.put_down, name="put-down"),
    path("<str:key>/", views.rule, name="rule"),
]
