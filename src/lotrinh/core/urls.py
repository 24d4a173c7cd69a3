from django.urls import path

from lotrinh.core import views

app_name = "core"

urlpatterns = [
    path("viec/", views.job_list, name="jobs"),
    path("viec/<int:pk>/lam-lai/", views.retry_job, name="retry-job"),
    path("viec/<int:pk>/", views.job_progress, name="job"),
    path("viec/<int:pk>/huy/", views.cancel_job, name="cancel-job"),
]
