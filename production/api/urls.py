"""REST addresses of the production room, below `/api/v1/`."""

from django.urls import path

from production.api.views import MaterialsView, RunsView, RunView, StockView

urlpatterns = [
    path("stock/", StockView.as_view(), name="api-stock"),
    path("materials/", MaterialsView.as_view(), name="api-materials"),
    path("runs/", RunsView.as_view(), name="api-runs"),
    path("runs/<int:number>/", RunView.as_view(), name="api-run"),
]
