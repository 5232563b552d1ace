"""Stock, materials and runs over REST, for staff keys."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from foundation.api.pagination import KeysetPagination
from foundation.api.permissions import RequireScope
from foundation.errors import InvalidInput
from production.api.serializers import MaterialOutput, RunOutput, StockOutput
from production.models import Run
from production.selectors.materials import counted_parts, netted_parts
from production.selectors.runs import run_with_members, runs_with_members, runs_with_order
from production.selectors.stock import orderable_stock

STAFF = [RequireScope.named("staff")]
REFUSED = OpenApiResponse(description="Problem document (RFC 9457).")


class StockPages(KeysetPagination):
    ordering = "sku"


class PartPages(KeysetPagination):
    ordering = "code"


class RunPages(KeysetPagination):
    ordering = "-number"


class StockView(APIView):
    """What can be ordered by SKU, and how much of it is there."""

    permission_classes = STAFF

    @extend_schema(operation_id="stock_list", responses={200: StockOutput(many=True), 403: REFUSED})
    def get(self, request: Request) -> Response:
        return _page(StockPages(), StockOutput, orderable_stock(), request, self)


class MaterialsView(APIView):
    """Counted parts: what is there, what is needed, what to buy."""

    permission_classes = STAFF

    @extend_schema(
        operation_id="materials_list", responses={200: MaterialOutput(many=True), 403: REFUSED}
    )
    def get(self, request: Request) -> Response:
        pages = PartPages()
        parts = pages.paginate_queryset(counted_parts(), request, view=self) or []
        rows = MaterialOutput(netted_parts(parts, timezone.now()), many=True)
        return pages.get_paginated_response(rows.data)


class RunsView(APIView):
    """Runs, the newest first."""

    permission_classes = STAFF

    @extend_schema(
        operation_id="runs_list",
        parameters=[
            OpenApiParameter("status", OpenApiTypes.STR, enum=Run.Status.values),
            OpenApiParameter("work_centre", OpenApiTypes.STR),
            OpenApiParameter("order", OpenApiTypes.STR, description="An order's number."),
        ],
        responses={200: RunOutput(many=True), 403: REFUSED, 422: REFUSED},
    )
    def get(self, request: Request) -> Response:
        return _page(RunPages(), RunOutput, _wanted_runs(request), request, self)


class RunView(APIView):
    """One run."""

    permission_classes = STAFF

    @extend_schema(operation_id="runs_read", responses={200: RunOutput, 404: REFUSED})
    def get(self, request: Request, number: int) -> Response:
        return Response(RunOutput(run_with_members(number)).data)


def _wanted_runs(request: Request) -> QuerySet[Run]:
    runs = runs_with_members()
    status, centre = request.query_params.get("status"), request.query_params.get("work_centre")
    if status is not None:
        if status not in Run.Status.values:
            raise InvalidInput(
                f"status is one of {', '.join(Run.Status.values)}.",
                code="unknown_status",
                errors=[{"pointer": "/status", "detail": "is not a status of runs"}],
            )
        runs = runs.filter(status=status)
    if centre is not None:
        runs = runs.filter(work_centre__code=centre.replace("\0", ""))
    order = request.query_params.get("order")
    return runs if order is None else runs_with_order(runs, order.replace("\0", ""))


def _page(
    pages: KeysetPagination, output: Any, rows: QuerySet[Any], request: Request, view: APIView
) -> Response:
    page = pages.paginate_queryset(rows, request, view=view)
    return pages.get_paginated_response(output(page, many=True).data)
