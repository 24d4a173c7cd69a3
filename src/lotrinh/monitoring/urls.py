from django.urls import path

from lotrinh.monitoring import message_views, minutes_views, views
from lotrinh.monitoring.brief import views as brief

app_name = "monitoring"

urlpatterns = [
    path("", views.home, name="home"),
    path("ct/<int:pk>/", views.dashboard, name="dashboard"),
    path("ct/<int:pk>/chi-tieu/<int:target>/", views.target, name="target"),
    path("ct/<int:pk>/van-ban/", views.living, name="living"),
    path("ct/<int:pk>/van-ban/cau/<int:sentence>/", views.sentence, name="sentence"),
    path("ct/<int:pk>/phuc-vu/", views.coverage, name="coverage"),
    path("viec-cua-toi/", views.my_work, name="my_work"),
    path("viec-cua-toi/so/", message_views.work_count, name="work_count"),
    path("tin-nhan/", message_views.messages, name="messages"),
    path("tin-nhan/<int:pk>/", message_views.unit_message, name="unit_message"),
    path("lich/<str:token>.ics", views.calendar, name="calendar"),
    path("tim/", views.search, name="search"),
    path("viec-giao/bien-ban/", minutes_views.new, name="minutes-new"),
    path("viec-giao/bien-ban/<int:pk>/", minutes_views.review, name="minutes"),
    path("tin-thu-hai/", brief.brief, name="brief"),
    path("tin-thu-hai/tin-thu-hai.docx", brief.docx, name="brief-docx"),
]
