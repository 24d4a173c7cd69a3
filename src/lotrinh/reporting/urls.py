from django.urls import path

from lotrinh.reporting.views import closing, comparing, deeds, lists, papers, regimes, rounds, tabs

app_name = "reporting"

urlpatterns = [
    path("", lists.index, name="index"),
    path("moi/", deeds.new, name="new"),
    path("so-sanh/", comparing.compare, name="compare"),
    path("che-do/", regimes.regimes, name="regimes"),
    path("che-do/moi/", regimes.edit, name="regime-new"),
    path("che-do/<int:pk>/", regimes.edit, name="regime"),
    path("che-do/<int:pk>/mau/", regimes.template, name="regime-template"),
    path("tong-ket/<int:pk>/", closing.closing, name="closing"),
    path("tong-ket/<int:pk>/tong-ket.docx", closing.closing_docx, name="closing-docx"),
    path("tong-ket/<int:pk>/tong-ket.pdf", closing.closing_pdf, name="closing-pdf"),
    path("tong-ket/<int:pk>/chuyen-tiep/", closing.carry, name="carry"),
    path("tu-dot/<int:pk>/", rounds.with_round, name="with-round"),
    path("<int:pk>/", tabs.words, name="report"),
    path("<int:pk>/so-lieu/", tabs.figures, name="figures"),
    path("<int:pk>/so-lieu/<slug:name>/", tabs.figure, name="figure"),
    path("<int:pk>/soat/", tabs.checks, name="checks"),
    path("<int:pk>/cac-ban/", comparing.versions, name="versions"),
    path("<int:pk>/xem/", papers.preview, name="preview"),
    path("<int:pk>/bao-cao.docx", papers.docx, name="docx"),
    path("<int:pk>/bao-cao.pdf", papers.pdf, name="pdf"),
    path("<int:pk>/muc/<slug:key>/", deeds.section, name="section"),
    path("<int:pk>/lay-lai-so-lieu/", deeds.refresh, name="refresh"),
    path("<int:pk>/dot/", rounds.choose, name="rounds"),
    path("<int:pk>/trinh/", deeds.submit, name="submit"),
    path("<int:pk>/tra-lai/", deeds.return_, name="return"),
    path("<int:pk>/dong-y/", deeds.agree, name="agree"),
    path("<int:pk>/ban-hanh/", deeds.issue, name="issue"),
    path("<int:pk>/ban-ky/", deeds.signed, name="signed"),
    path("<int:pk>/thu-hoi/", deeds.withdraw, name="withdraw"),
]
