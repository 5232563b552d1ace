"""REST addresses of the production room, below `/api/v1/`."""

from django.urls import path

from production.api.views import RunsView, RunView, StockView

urlpatterns = [
    path("stock/", StockView.as_view(), name="api-stock"),
    path("runs/", RunsView.as_view(), name="api-runs"),
    path("runs/<int:number>/", RunView.as_view(), name="api-run"),
]
