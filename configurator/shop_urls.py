"""The shop front."""

from django.urls import path

from configurator.views.files import show_file
from configurator.views.shop import HomeView

app_name = "shop"

urlpatterns = [
    path("", HomeView.as_view(), name="home"),
    path("files/<slug:id>", show_file, name="file"),
]
