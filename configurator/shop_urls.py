"""The shop front and the customer's own designs."""

from django.urls import path

from configurator.views.designs import DesignsView
from configurator.views.files import show_file
from configurator.views.shop import HomeView, ShelfView

app_name = "shop"

urlpatterns = [
    path("", HomeView.as_view(), name="home"),
    path("files/<slug:id>", show_file, name="file"),
    path("ready/", ShelfView.as_view(), name="shelf"),
    path("designs/", DesignsView.as_view(), name="designs"),
]
