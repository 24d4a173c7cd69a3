from django.urls import path

from lotrinh.reporting import closing_views, deed_views, regime_views, round_views, views

app_name = "reporting"

urlpatterns = [
    path("", views.index, name="index"),
    path("moi/", deed_views.new, name="new"),
    path("so-sanh/", views.compare, name="compare"),
    path("che-do/", regime_views.regimes, name="regimes"),
    path("che-do/moi/", regime_views.edit, name="regime-new"),
    path("che-do/<int:pk>/", regime_views.edit, name="regime"),
    path("che-do/<int:pk>/mau/", regime_views.template, name="regime-template"),
    path("tong-ket/<int:pk>/", closing_views.closing, name="closing"),
    path("tong-ket/<int:pk>/tong-ket.docx", closing_views.closing_docx, name="closing-docx"),
    path("tong-ket/<int:pk>/tong-ket.pdf", closing_views.closing_pdf, name="closing-pdf"),
    path("tong-ket/<int:pk>/chuyen-tiep/", closing_views.carry, name="carry"),
    path("tu-dot/<int:pk>/", round_views.with_round, name="with-round"),
    path("<int:pk>/", views.words, name="report"),
    path("<int:pk>/so-lieu/", views.figures, name="figures"),
    path("<int:pk>/so-lieu/<slug:name>/", views.figure, name="figure"),
    path("<int:pk>/soat/", views.checks, name="checks"),
    path("<int:pk>/cac-ban/", views.versions, name="versions"),
    path("<int:pk>/xem/", views.preview, name="preview"),
    path("<int:pk>/bao-cao.docx", views.docx, name="docx"),
    path("<int:pk>/bao-cao.pdf", views.pdf, name="pdf"),
    path("<int:pk>/muc/<slug:key>/", deed_views.section, name="section"),
    path("<int:pk>/lay-lai-so-lieu/", deed_views.refresh, name="refresh"),
    path("<int:pk>/dot/", round_views.choose, name="rounds"),
    path("<int:pk>/trinh/", deed_views.submit, name="submit"),
    path("<int:pk>/tra-lai/", deed_views.return_, name="return"),
    path("<int:pk>/dong-y/", deed_views.agree, name="agree"),
    path("<int:pk>/ban-hanh/", deed_views.issue, name="issue"),
    path("<int:pk>/ban-ky/", deed_views.signed, name="signed"),
    path("<int:pk>/thu-hoi/", deed_views.withdraw, name="withdraw"),
]
