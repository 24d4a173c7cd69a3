from django.urls import path

from lotrinh.indicators import views

app_name = "indicators"

urlpatterns = [
    path("so-lieu/<str:measure>/<str:scope>/<str:period>/", views.figure, name="figure"),
    path("so-lieu/<str:measure>/<str:scope>/<str:period>/dong.<str:kind>", views.export, name="figure-rows"),
]
