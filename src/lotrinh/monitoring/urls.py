from django.urls import path

from lotrinh.monitoring import views

app_name = "monitoring"

urlpatterns = [
    path("", views.home, name="home"),
    path("ct/<int:pk>/", views.dashboard, name="dashboard"),
    path("ct/<int:pk>/chi-tieu/<int:target>/", views.target, name="target"),
    path("ct/<int:pk>/van-ban/", views.living, name="living"),
    path("ct/<int:pk>/van-ban/cau/<int:sentence>/", views.sentence, name="sentence"),
    path("ct/<int:pk>/phuc-vu/", views.coverage, name="coverage"),
    path("viec-cua-toi/", views.my_work, name="my_work"),
    path("lich/<str:token>.ics", views.calendar, name="calendar"),
    path("tim/", views.search, name="search"),
]
