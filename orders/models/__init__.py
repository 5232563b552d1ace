"""The rows of the orders room: carts, orders with their lines,
timeline, payments and parcels, and mails due."""

from orders.models.account import OrderClaim, SavedAddress
from orders.models.afterwards import (
    MOST_STARS,
    GoodsReturn,
    OptionRating,
    Rating,
    ReturnedLine,
    ReturnEntry,
)
from orders.models.cart import Cart, CartLine
from orders.models.change import OrderReplacement
from orders.models.contact import Contact
from orders.models.delivery import Delivery, Shipment, ShipmentLine
from orders.models.mail import OrderMail
from orders.models.order import Order, OrderLine
from orders.models.payment import Payment, PaymentAct, PaymentEntry, TestCardEntry
from orders.models.quote import Quote, QuoteLine, QuoteVersion
from orders.models.timeline import LineMovement, OrderEvent

__all__ = [
    "MOST_STARS",
    "Cart",
    "CartLine",
    "Contact",
    "Delivery",
    "GoodsReturn",
    "LineMovement",
    "OptionRating",
    "Order",
    "OrderClaim",
    "OrderEvent",
    "OrderLine",
    "OrderMail",
    "OrderReplacement",
    "Payment",
    "PaymentAct",
    "PaymentEntry",
    "Quote",
    "QuoteLine",
    "QuoteVersion",
    "Rating",
    "ReturnEntry",
    "ReturnedLine",
    "SavedAddress",
    "Shipment",
    "ShipmentLine",
    "TestCardEntry",
]
