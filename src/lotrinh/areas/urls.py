from django.urls import path

from lotrinh.areas import views

app_name = "areas"

urlpatterns = [
    path("", views.index, name="index"),
    path("ke-so/", views.told, name="told"),
    path("<int:pk>/", views.unit, name="unit"),
]
