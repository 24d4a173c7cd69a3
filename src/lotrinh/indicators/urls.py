from django.urls import path

from lotrinh.indicators import views

app_name = "indicators"

urlpatterns = [
    path("", views.index, name="index"),
    path("so-lieu/<str:measure>/<str:scope>/<str:period>/", views.figure, name="figure"),
    path("so-lieu/<str:measure>/<str:scope>/<str:period>/dong.<str:kind>", views.export, name="figure-rows"),
    path("bieu-do/<str:code>/<str:scope>/<str:kind>.svg", views.chart, name="chart"),
    path("<str:code>/", views.indicator, name="indicator"),
    path("<str:code>/khai-bao/", views.declare, name="declare"),
]
