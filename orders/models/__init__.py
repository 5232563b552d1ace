"""The rows of the orders room: carts, orders with their lines and timeline, and mails due."""

from orders.models.cart import MAX_QUANTITY, Cart, CartLine
from orders.models.contact import Contact
from orders.models.mail import OrderMail
from orders.models.order import Order, OrderLine
from orders.models.timeline import LineMovement, OrderEvent

__all__ = [
    "MAX_QUANTITY",
    "Cart",
    "CartLine",
    "Contact",
    "LineMovement",
    "Order",
    "OrderEvent",
    "OrderLine",
    "OrderMail",
]
