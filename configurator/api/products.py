"""What can be bought, and the stateless check of a design."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.language.context import REST
from catalog.selectors.products import current_revision, product_by_code
from configurator.api.documents import verdict_document
from configurator.api.product_documents import listed_document, product_document
from configurator.api.serializers import ChoicesInput
from configurator.api.shapes import ListedProductShape, ProblemShape, ProductShape, VerdictShape
from configurator.sales import sale_of
from configurator.selectors.assortment import current_documents, current_products, variants_of
from configurator.services.validation import check_choices
from configurator.words import current_language
from foundation.api import KeysetPagination, account_of


class ProductPages(KeysetPagination):
    """By the place in the shop; the code settles equal places."""

    ordering = ("position", "code")  # type: ignore[assignment]  # DRF takes several


class ProductsView(ListAPIView):
    """List what can be bought."""

    pagination_class = ProductPages

    @extend_schema(
        operation_id="products_list",
        tags=["products"],
        responses={200: ListedProductShape(many=True)},
    )
    def get(self, request: Request) -> Response:
        now = timezone.now()
        products = self.paginate_queryset(current_products(now)) or []
        documents = current_documents(now)
        variants = variants_of(products, now, account_of(request))
        language = current_language()
        return self.get_paginated_response(
            [
                listed_document(
                    product,
                    documents[product.code],
                    [ready for ready in variants if ready.product == product],
                    language,
                )
                for product in products
            ]
        )


class ProductView(APIView):
    """Read a product: groups, options, rules as sentences, standard variants."""

    @extend_schema(
        operation_id="products_read",
        tags=["products"],
        responses={200: ProductShape, 404: ProblemShape},
    )
    def get(self, request: Request, code: str) -> Response:
        now = timezone.now()
        product = product_by_code(code)
        revision = current_revision(product, now)
        variants = variants_of([product], now, account_of(request))
        return Response(product_document(product, revision, variants, current_language()))


class ValidateView(APIView):
    """Check a design without keeping anything."""

    @extend_schema(
        operation_id="products_validate",
        tags=["products"],
        request=ChoicesInput,
        responses={200: VerdictShape, 400: ProblemShape, 404: ProblemShape, 422: ProblemShape},
    )
    def post(self, request: Request, code: str) -> Response:
        now = timezone.now()
        asked = ChoicesInput(data=request.data)
        asked.is_valid(raise_exception=True)
        sale = sale_of(code, now, REST, account_of(request))
        priced = sale.priced(sale.revision, asked.validated_data.get("quantity", 1))
        verdict = check_choices(priced.loaded, asked.validated_data["choices"], priced.context)
        return Response(verdict_document(priced, verdict, current_language()))
