from django.urls import path

from lotrinh.core.registers import bulk, deeds, views
from lotrinh.core.registers.importing import views as imports

app_name = "registers"

urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.rows, name="rows"),
    path("<slug:slug>/them/", views.edit, name="add"),
    path("<slug:slug>/sua-hang-loat/", bulk.edit, name="bulk"),
    path("<slug:slug>/xuat.<str:kind>", views.export, name="export"),
    path("<slug:slug>/ban-do/", views.map_page, name="map"),
    path("<slug:slug>/ban-do.geojson", views.shapes, name="shapes"),
    path("<slug:slug>/chon/", views.pick, name="pick"),
    path("<slug:slug>/biet-luc/", views.known, name="known"),
    path("<slug:slug>/viec/<int:number>/", deeds.do, name="deed"),
    path("<slug:slug>/nhap/", imports.upload, name="import"),
    path("<slug:slug>/nhap/<int:pk>/", imports.batch_page, name="import-batch"),
    path("<slug:slug>/nhap/<int:pk>/ghi/", imports.confirm, name="import-confirm"),
    path("<slug:slug>/nhap/<int:pk>/chua-nhan.xlsx", imports.returned, name="import-returned"),
    path("<slug:slug>/nhap/<int:pk>/kiem-tra-lai/", imports.again, name="import-again"),
    path("<slug:slug>/nhap/<int:pk>/thu-hoi/", imports.undo, name="import-undo"),
    path("<slug:slug>/<int:pk>/", views.detail, name="detail"),
    path("<slug:slug>/<int:pk>/sua/", views.edit, name="edit"),
    path("<slug:slug>/<int:pk>/xoa/", views.remove, name="remove"),
]
