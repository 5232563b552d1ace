"""Pages of the orders room."""

from django.urls import path

from orders.views import cart, order, payments

app_name = "orders"

urlpatterns = [
    path("cart/", cart.cart, name="cart"),
    path("cart/lines/", cart.add_line, name="cart_lines"),
    path("payments/notify/", payments.notify, name="payment_notification"),
    path("payments/<str:reference>/", payments.payment, name="payment"),
    path("bank/<str:reference>/", payments.test_bank, name="test_bank"),
    path("orders/open/<str:token>/", order.open_by_link, name="open"),
    path("orders/<str:number>/", order.order, name="order"),
    path("orders/<str:number>/cancel/", order.cancel, name="order_cancel"),
]
