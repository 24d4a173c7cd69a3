from django.urls import path

from lotrinh.rules import views

app_name = "rules"

urlpatterns = [
    path("", views.index, name="index"),
    path("<str:key>/", views.rule, name="rule"),
]
