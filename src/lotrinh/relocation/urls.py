from django.urls import path

from lotrinh.relocation.views import deeds, owner, pages, preparing, surveying

app_name = "relocation"

urlpatterns = [
    path("", pages.index, name="index"),
    path("khao-sat/", surveying.survey, name="survey"),
    path("khao-sat/gan/", surveying.near, name="near"),
    path("lap-ho-so/", preparing.open_dossiers, name="open"),
    path("dan-cu/", preparing.residents, name="residents"),
    path("sang-loc/", pages.exposure, name="exposure"),
    path("cac-buoc/", pages.rules, name="rules"),
    path("hang-loat/", deeds.batch, name="batch"),
    path("viec/<slug:slug>/", deeds.do, name="deed"),
    path("phieu-ho-tro/", pages.sheets, name="sheets"),
    path("thu/", deeds.letters, name="letters"),
    path("thu/<int:pk>/vao-so/", deeds.enter_letter, name="enter-letter"),
    path("chu-co-so/<str:token>/", owner.page, name="owner"),
    path("<int:pk>/", pages.dossier, name="dossier"),
    path("<int:pk>/kiem-tra/", deeds.verify, name="verify"),
    path("<int:pk>/duong-dan/", deeds.link, name="link"),
    path("<int:pk>/nguoi-phan-anh/", deeds.complainants, name="complainants"),
    path("<int:pk>/phieu-ho-tro.docx", pages.sheet, name="sheet"),
    path("<int:pk>/phieu-thong-tin.docx", pages.owner_paper, name="owner-paper"),
]
