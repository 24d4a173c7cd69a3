from django.urls import path, re_path

from lotrinh.organizations import people_views, succession_views, views

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
    path("vai-tro/<int:pk>/ket-thuc/", people_views.end_role, name="end_role"),
]
