from django.urls import path

from lotrinh.followups.views import blocks, orders

app_name = "followups"

urlpatterns = [
    path("", blocks.index, name="index"),
    path("moi/", blocks.new, name="block-new"),
    path("<int:pk>/", blocks.block, name="block"),
    path("<int:pk>/go/", blocks.resolve, name="resolve"),
    path("<int:pk>/nhac/", blocks.remind, name="remind"),
    path("viec-giao/", orders.index, name="orders"),
    path("viec-giao/moi/", orders.new, name="order-new"),
    path("viec-giao/<int:pk>/", orders.order, name="order"),
    path("viec-giao/<int:pk>/mo/", orders.matter, name="order-matter"),
    path("viec-giao/<int:pk>/nhac/", orders.remind, name="order-remind"),
    path("viec-giao/<int:pk>/<slug:kind>/", orders.step, name="order-step"),
]
