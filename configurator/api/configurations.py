"""Start, read, choose, ask why not, finish: one view per act on a configuration."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.language.context import REST
from configurator.api.documents import explanation_document, state_document
from configurator.api.serializers import ChangeInput, CompleteInput, ExplainInput, StartInput
from configurator.api.shapes import ClashShape, ExplanationShape, ProblemShape, StateShape
from configurator.models import Configuration
from configurator.sales import Sale, sale_of
from configurator.services.best_change import best_change
from configurator.services.configurations import (
    choose,
    choose_quantity,
    complete,
    get_for,
    start_configuration,
)
from configurator.services.explanations import explain_value
from configurator.services.learning import clashes_counted
from configurator.services.states import configuration_state
from configurator.words import current_language
from foundation.api import StrictSerializer, account_of

GROUPS = OpenApiParameter(
    "groups", str, description="Narrow `groups` and `state` to these groups: `a,b`."
)
REFUSED = {400: ProblemShape, 404: ProblemShape, 422: ProblemShape}


class ConfigurationsView(APIView):
    """Start a configuration."""

    @extend_schema(
        operation_id="configurations_start",
        tags=["configurations"],
        request=StartInput,
        parameters=[GROUPS],
        responses={201: StateShape, 409: ClashShape, **REFUSED},
    )
    def post(self, request: Request) -> Response:
        asked = _read(StartInput, request)
        now = timezone.now()
        with clashes_counted(asked["product"], now):
            configuration = start_configuration(
                product_code=asked["product"],
                choices=asked.get("choices", {}),
                account=account_of(request),
                now=now,
                channel=REST,
                quantity=asked.get("quantity", 1),
            )
        return _state(request, configuration, status=201)


class ConfigurationView(APIView):
    """Read a configuration, or choose."""

    @extend_schema(
        operation_id="configurations_read",
        tags=["configurations"],
        parameters=[GROUPS],
        responses={200: StateShape, **REFUSED},
    )
    def get(self, request: Request, id: str) -> Response:  # noqa: A002 - the address's word
        return _state(request, _configuration(request, id))

    @extend_schema(
        operation_id="configurations_choose",
        tags=["configurations"],
        request=ChangeInput,
        parameters=[GROUPS],
        responses={200: StateShape, 409: ClashShape, **REFUSED},
    )
    def patch(self, request: Request, id: str) -> Response:  # noqa: A002
        configuration = _configuration(request, id)
        asked, now = _read(ChangeInput, request), timezone.now()
        sale = _sale(request, configuration, now)
        quantity = configuration.quantity = asked.get("quantity", configuration.quantity)
        if "choices" in asked:
            with clashes_counted(configuration.product_code, now):
                configuration = choose(
                    configuration=configuration, changes=asked["choices"], now=now, sale=sale
                )
        if "quantity" in asked:
            choose_quantity(configuration=configuration, quantity=quantity, now=now)
        return _state(request, configuration, sale=sale)


class ExplainView(APIView):
    """Say why an option does not fit, and the ways out."""

    @extend_schema(
        operation_id="configurations_explain",
        tags=["configurations"],
        request=ExplainInput,
        responses={200: ExplanationShape, **REFUSED},
    )
    def post(self, request: Request, id: str) -> Response:  # noqa: A002
        configuration = _configuration(request, id)
        asked = _read(ExplainInput, request)
        now = timezone.now()
        explanation = explain_value(
            configuration=configuration,
            group=asked["group"],
            value=asked["option"],
            now=now,
            sale=_sale(request, configuration, now),
        )
        return Response(explanation_document(explanation, _language()))


class CompleteView(APIView):
    """Finish it for me."""

    @extend_schema(
        operation_id="configurations_complete",
        tags=["configurations"],
        request=CompleteInput,
        parameters=[GROUPS],
        responses={200: StateShape, **REFUSED},
    )
    def post(self, request: Request, id: str) -> Response:  # noqa: A002
        configuration = _configuration(request, id)
        aim = _read(CompleteInput, request)["aim"]
        now = timezone.now()
        sale = _sale(request, configuration, now)
        finished = complete(configuration=configuration, aim=aim, now=now, sale=sale)
        return _state(request, finished, sale=sale)


def _configuration(request: Request, identity: str) -> Configuration:
    return get_for(identity, account=account_of(request))


def _sale(request: Request, configuration: Configuration, now: datetime) -> Sale:
    return sale_of(configuration.product_code, now, REST, account_of(request))


def _state(
    request: Request, configuration: Configuration, status: int = 200, sale: Sale | None = None
) -> Response:
    now = timezone.now()
    sale = sale or _sale(request, configuration, now)
    state = configuration_state(configuration, language=_language(), now=now, sale=sale)
    asked = [code for code in request.query_params.get("groups", "").split(",") if code]
    document = state_document(state, asked, best_change(state, sale.factory))
    return Response(document, status=status)


def _read(serializer: type[StrictSerializer], request: Request) -> dict[str, Any]:
    found = serializer(data=request.data)
    found.is_valid(raise_exception=True)
    return dict(found.validated_data)


def _language() -> str:
    return current_language()
