"""REST addresses of the orders room, below `/api/v1/`."""

from django.urls import path

from orders.api.afterwards import ReturnsView, ShipmentsView
from orders.api.quotes import QuoteView
from orders.api.views import CancelView, OrdersView, OrderView

urlpatterns = [
    path("quotes/<str:number>/", QuoteView.as_view(), name="api-quote"),
    path("orders/", OrdersView.as_view(), name="api-orders"),
    path("orders/<str:number>/", OrderView.as_view(), name="api-order"),
    path("orders/<str:number>/cancel/", CancelView.as_view(), name="api-order-cancel"),
    path("orders/<str:number>/returns/", ReturnsView.as_view(), name="api-order-returns"),
    path("orders/<str:number>/shipments/", ShipmentsView.as_view(), name="api-order-shipments"),
]
