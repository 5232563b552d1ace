"""Orders over REST; each call makes one service call for the key's account."""

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from foundation.api.authentication import account_of
from foundation.api.pagination import KeysetPagination
from foundation.api.permissions import RequireScope
from foundation.api.serializers import StrictSerializer
from foundation.errors import NotAuthenticated
from foundation.models import Account
from orders.api.serializers import OrderInput, OrderOutput, OrderPageOutput
from orders.models import Order
from orders.permissions import account_visitor
from orders.presenters.answers import order_answer, order_answers
from orders.selectors.orders import order_for, orders_of
from orders.services.buyers import Buyer, ContactDetails
from orders.services.cancellation import cancel_order
from orders.services.placement import place_order

KEY_HEADER = "Idempotency-Key"
KEY_PARAMETER = OpenApiParameter(
    KEY_HEADER,
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="The same key with the same body gives the same answer and one order.",
)
REFUSED = OpenApiResponse(description="Problem document (RFC 9457); nothing was ordered.")
GONE = OpenApiResponse(
    description="Problem document (RFC 9457); nothing was ordered. `offer_gone` holds the best "
    "offer that is left as `next` (null where there is none), to be ordered by its `id`; "
    "`total_changed` and `saving_gone` hold both amounts."
)


class NothingInput(StrictSerializer):
    """A body without members."""


class OrdersView(APIView):
    """Place an order, and list the account's orders."""

    permission_classes = [RequireScope.named("orders")]

    @extend_schema(
        operation_id="orders_place",
        parameters=[KEY_PARAMETER],
        request=OrderInput,
        responses={201: OrderOutput, 409: GONE, 422: REFUSED},
    )
    def post(self, request: Request) -> Response:
        wanted = OrderInput(data=request.data)
        wanted.is_valid(raise_exception=True)
        account = account_of_key(request)
        placement = place_order(
            lines=wanted.requested_lines(),
            contact=ContactDetails(name=account.name, email=account.email),
            buyer=Buyer(account=account),
            idempotency_key=request.headers.get(KEY_HEADER, ""),
            if_total=wanted.total(),
            now=timezone.now(),
        )
        location = request.build_absolute_uri(f"{placement.order.number}/")
        return Response(placement.answer, status=201, headers={"Location": location})

    @extend_schema(operation_id="orders_list", responses={200: OrderPageOutput})
    def get(self, request: Request) -> Response:
        pages = KeysetPagination()
        orders = pages.paginate_queryset(orders_of(account_of_key(request)), request, view=self)
        return pages.get_paginated_response(order_answers(orders or []))


class OrderView(APIView):
    """One order of the account; another's does not exist here."""

    permission_classes = [RequireScope.named("orders")]

    @extend_schema(operation_id="orders_read", responses={200: OrderOutput, 404: REFUSED})
    def get(self, request: Request, number: str) -> Response:
        return Response(order_answer(asked_order(request, number)))


class CancelView(APIView):
    """Cancel an order until a run of it has started."""

    permission_classes = [RequireScope.named("orders")]

    @extend_schema(
        operation_id="orders_cancel",
        request=None,
        responses={200: OrderOutput, 404: REFUSED, 409: REFUSED},
    )
    def post(self, request: Request, number: str) -> Response:
        order = asked_order(request, number)
        NothingInput(data=request.data or {}).is_valid(raise_exception=True)
        cancel_order(order=order, now=timezone.now())
        return Response(order_answer(asked_order(request, number)))


def asked_order(request: Request, number: str) -> Order:
    """Return the order of the key's account; another's does not exist here."""
    return order_for(account_visitor(account_of_key(request)), number)


def account_of_key(request: Request) -> Account:
    """Return the key's account, which the permission has made sure of."""
    account = account_of(request)
    if account is None:
        raise NotAuthenticated("This call needs a key.", code="key_required")
    return account
