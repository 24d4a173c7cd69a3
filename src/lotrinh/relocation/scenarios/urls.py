from django.urls import path

from lotrinh.relocation.scenarios import deed_views, downloads, views

app_name = "scenarios"

urlpatterns = [
    path("", views.index, name="index"),
    path("moi/", deed_views.create, name="create"),
    path("so-sanh/", views.compare, name="compare"),
    path("so-sanh/bang/", downloads.changes_sheet, name="changes-sheet"),
    path("<int:pk>/", views.scenario, name="scenario"),
    path("<int:pk>/gia-dinh/", deed_views.assumptions, name="assumptions"),
    path("<int:pk>/tinh/", deed_views.run_it, name="run-it"),
    path("<int:pk>/mo-khoa/<int:lock>/", deed_views.unlock, name="unlock"),
    path("lan/<int:pk>/", views.run, name="run"),
    path("lan/<int:pk>/co-so/", views.decisions, name="decisions"),
    path("lan/<int:pk>/co-so/<int:establishment>/", deed_views.why, name="why"),
    path("lan/<int:pk>/ban-do/", views.plan_map, name="map"),
    path("lan/<int:pk>/tien-do/", views.timeline, name="timeline"),
    path("lan/<int:pk>/kinh-phi/", views.money, name="money"),
    path("lan/<int:pk>/gioi-han/", views.limits, name="limits"),
    path("lan/<int:pk>/cong-bang/", views.fairness, name="fairness"),
    path("lan/<int:pk>/danh-doi/", deed_views.front, name="front"),
    path("lan/<int:pk>/chuyen/", deed_views.hand_over, name="hand-over"),
    path("lan/<int:pk>/dieu-chinh/", deed_views.amend, name="amend"),
    path("lan/<int:pk>/thay-doi/", deed_views.changes, name="changes"),
    path("lan/<int:pk>/thu/", downloads.letters, name="letters"),
    path("lan/<int:pk>/bang/<slug:table>/", downloads.sheet, name="sheet"),
    path("lan/<int:pk>/to-trinh.<str:form>", downloads.leaders_sheet, name="leaders-sheet"),
    path("lan/<int:pk>/<str:part>.json", downloads.proof, name="proof"),
]
