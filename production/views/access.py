"""Let staff in, send others to the login page or say no."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from production.permissions import check_work_floor

View = Callable[..., HttpResponse]


def staff_page(view: View) -> View:
    """Ask for the permission before anything else."""

    @login_required
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        check_work_floor(request.user)
        return view(request, *args, **kwargs)

    return checked
