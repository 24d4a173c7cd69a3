from django.urls import path, re_path

from lotrinh.organizations import departure_views, deputy_views, people_views, succession_views, views

app_name = "organizations"

urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.unit, name="unit"),
    path("<int:pk>/ban-giao/", succession_views.prepare, name="prepare_succession"),
    path("<int:pk>/ban-giao/xem-lai/", succession_views.review, name="review_succession"),
    re_path(r"^ai-thay/(?P<kind>dia-ban|don-vi)/(?P<pk>\d+)/$", views.who_sees, name="who_sees"),
    path("nguoi/", people_views.people, name="people"),
    path("nguoi/moi/", people_views.invite, name="invite"),
    path("nguoi/ten-dia-ban/", people_views.area_names, name="area_names"),
    path("nguoi/<int:pk>/", people_views.person, name="person"),
    re_path(r"^nguoi/(?P<pk>\d+)/(?P<name>mat-khau|lop-thu-hai|khoa|mo)/$", people_views.deed, name="person_deed"),
    path("nguoi/<int:pk>/ban-giao/", departure_views.prepare, name="prepare_departure"),
    path("nguoi/<int:pk>/ban-giao/xem-lai/", departure_views.review, name="review_departure"),
    path("nguoi/<int:pk>/uy-quyen/", deputy_views.deputising, name="deputising"),
    path("nhan-ban-giao/", departure_views.taken, name="taken"),
    path("nhan-ban-giao/da-xem/", departure_views.look_at, name="look_at_taken"),
    path("uy-quyen/<int:pk>/cham-dut/", deputy_views.end, name="end_deputising"),
    path("uy-quyen/<int:pk>/lam-thay/", deputy_views.begin, name="begin_deputising"),
    path("uy-quyen/thoi/", deputy_views.stop, name="stop_deputising"),
    path("vai-tro/<int:pk>/ket-thuc/", people_views.end_role, name="end_role"),
]
