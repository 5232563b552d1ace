"""Take a customer's picture for a file group."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from configurator.api.shapes import ProblemShape
from configurator.images import BYTES_LIMIT
from configurator.services.files import store_file
from foundation.errors import InvalidInput

FORM_ROOM = 64 * 1024
"""What the form around a file may take."""


class FileInput(serializers.Serializer):
    file = serializers.FileField()


class FileShape(serializers.Serializer):
    id = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class FilesView(APIView):
    """Upload a picture; its id is the value of a file group."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="files_upload",
        tags=["configurations"],
        request={"multipart/form-data": FileInput},
        responses={201: FileShape, 400: ProblemShape, 422: ProblemShape, 429: ProblemShape},
    )
    def post(self, request: Request) -> Response:
        if int(request.META.get("CONTENT_LENGTH") or 0) > BYTES_LIMIT + FORM_ROOM:
            message = "The picture is larger than 10 MB."
            errors = [{"pointer": "/file", "detail": message}]
            raise InvalidInput(message, code="invalid_file", errors=errors)
        stored = store_file(
            sent=request.FILES.get("file"),
            address=request.META.get("REMOTE_ADDR", ""),
            now=timezone.now(),
        )
        body = {"id": stored.pk, "width": stored.width, "height": stored.height}
        return Response(body, status=201)
