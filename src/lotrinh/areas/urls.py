from django.urls import path

from lotrinh.areas import views

app_name = "areas"

urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.unit, name="unit"),
]
