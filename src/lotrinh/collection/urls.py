from django.urls import path

from lotrinh.collection.views import answering, asking, links, matrix, totals

app_name = "collection"

urlpatterns = [
    path("", asking.index, name="index"),
    path("moi/", asking.new, name="new"),
    path("<int:pk>/", matrix.round_page, name="round"),
    path("<int:pk>/mo/", asking.open_, name="open"),
    path("<int:pk>/bo/", asking.discard, name="discard"),
    path("<int:pk>/khoa/", asking.close, name="close"),
    path("<int:pk>/nhan/", matrix.accept, name="accept-many"),
    path("<int:pk>/tep/", matrix.drop, name="drop"),
    path("<int:pk>/nhac/", matrix.chase, name="chase"),
    path("<int:pk>/da-nhac/", matrix.chased, name="chased"),
    path("<int:pk>/tong-hop/", totals.totals, name="totals"),
    path("<int:pk>/tong-hop/chot/", totals.keep, name="keep"),
    path("<int:pk>/tong-hop.xlsx", totals.workbook, name="workbook"),
    path("<int:pk>/tong-hop/<str:key>/", totals.total, name="total"),
    path("tra-loi/<int:pk>/", answering.unit, name="unit"),
    path("tra-loi/<int:pk>/nhap-thay/", answering.keyed, name="keyed"),
    path("tra-loi/<int:pk>/tep.xlsx", answering.sheet, name="sheet"),
    path("tra-loi/<int:pk>/gui-tep/", answering.upload, name="upload"),
    path("tra-loi/<int:pk>/tra-lai/", answering.hand_back, name="hand-back"),
    path("tra-loi/<int:pk>/nhan/", answering.accept, name="accept"),
    path("tra-loi/<int:pk>/lay-so-cap-duoi/", answering.from_below, name="from-below"),
    path("tra-loi/<int:pk>/hoi-cap-duoi/", asking.new_below, name="new-below"),
    path("tra-loi/<int:pk>/hoi-cap-duoi/soan/", asking.below, name="below"),
    path("tra-loi/<int:pk>/duong-dan/", answering.make_link, name="make-link"),
    path("tra-loi/<int:pk>/duong-dan/<int:link>/thu-hoi/", answering.withdraw_link, name="withdraw-link"),
    path("rieng/<str:token>/", links.answer, name="link"),
    path("rieng/<str:token>/tep.xlsx", links.sheet, name="link-sheet"),
]
