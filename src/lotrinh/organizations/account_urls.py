"""Under tai-khoan/, before allauth's own addresses."""

from django.urls import path
from django.views.generic import RedirectView

from lotrinh.organizations import people_views

app_name = "accounts"

urlpatterns = [
    path("cua-toi/", people_views.mine, name="mine"),
    path("thu-nhac/", people_views.mail, name="mail"),
    path("dat-mat-khau/<uidb64>/<token>/", people_views.SetPassword.as_view(), name="set_password"),
    path("quen-mat-khau/", people_views.forgotten, name="forgotten"),
    path("password/reset/", people_views.forgotten),
    path("email/", RedirectView.as_view(pattern_name="accounts:mine")),  # addresses are the administrators' to change
]
