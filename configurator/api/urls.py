"""Addresses under ``/api/v1/`` of products and configurations."""

from django.urls import path

from configurator.api.configurations import (
    CompleteView,
    ConfigurationsView,
    ConfigurationView,
    ExplainView,
)
from configurator.api.files import FilesView
from configurator.api.products import ProductsView, ProductView, ValidateView

app_name = "configurator_api"

urlpatterns = [
    path("products/", ProductsView.as_view(), name="products"),
    path("products/<slug:code>/", ProductView.as_view(), name="product"),
    path("products/<slug:code>/validate/", ValidateView.as_view(), name="validate"),
    path("files/", FilesView.as_view(), name="files"),
    path("configurations/", ConfigurationsView.as_view(), name="configurations"),
    path("configurations/<str:id>/", ConfigurationView.as_view(), name="configuration"),
    path("configurations/<str:id>/explain/", ExplainView.as_view(), name="explain"),
    path("configurations/<str:id>/complete/", CompleteView.as_view(), name="complete"),
]
