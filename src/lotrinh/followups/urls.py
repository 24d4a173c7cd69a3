from django.urls import path

from lotrinh.followups import views

app_name = "followups"

urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.block, name="block"),
    path("<int:pk>/go/", views.resolve, name="resolve"),
    path("<int:pk>/nhac/", views.remind, name="remind"),
]
