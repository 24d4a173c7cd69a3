from django.urls import path

from lotrinh.documents import views

app_name = "documents"

urlpatterns = [path("tep/<int:pk>/", views.file, name="file")]
