"""`/files/<id>`: a customer's picture, for whoever knows its random id; no session is read."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from configurator.selectors.files import customer_file
from foundation.errors import NotFound

YEAR_S = 31_536_000


@require_safe
def show_file(request: HttpRequest, id: str) -> HttpResponse:  # noqa: A002
    """Serve the picture as what it is and nothing else."""
    try:
        found = customer_file(id)
    except NotFound:
        return HttpResponse(status=404)
    response = HttpResponse(bytes(found.content), content_type=f"image/{found.kind}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = f'inline; filename="{found.pk}.{found.kind}"'
    response["Cache-Control"] = f"private, max-age={YEAR_S}, immutable"
    return response
