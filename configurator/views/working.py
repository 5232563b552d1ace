"""Find or start the configuration that a browser works on."""

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from configurator.models import Configuration
from configurator.services.configurations import (
    copy_configuration,
    get_for,
    start_configuration,
)
from configurator.services.designs import design_by_share
from configurator.sessions import current_identity, is_own, remember
from foundation.errors import NotFound

LAST_DESIGNS = "last_designs"
"""A signed cookie: the id of the last design of each product, for when the session is gone."""
KEPT_FOR = timedelta(days=400)


def keep_beyond_session(
    request: HttpRequest, response: HttpResponse, configuration: Configuration
) -> None:
    """Let the browser find the design again after its session has expired."""
    last = _last_designs(request)
    if last.get(configuration.product_code) == configuration.id:
        return
    response.set_signed_cookie(
        LAST_DESIGNS,
        json.dumps(last | {configuration.product_code: configuration.id}),
        max_age=KEPT_FOR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _last_designs(request: HttpRequest) -> dict[str, str]:
    kept = request.get_signed_cookie(LAST_DESIGNS, default="{}", max_age=KEPT_FOR)
    designs: dict[str, str] = json.loads(kept or "{}")
    return designs


def working_configuration(request: HttpRequest, product_code: str, now: datetime) -> Configuration:
    """Return the browser's configuration of a product; a first visit starts one."""
    try:
        return get_for(current_identity(request.session, product_code), account=None)
    except NotFound:
        pass
    try:
        found = get_for(_last_designs(request).get(product_code, ""), account=None)
    except NotFound:
        found = start_configuration(product_code=product_code, now=now)
    remember(request.session, found)
    return found


def open_design(request: HttpRequest, identity: str, now: datetime) -> Configuration:
    """Open a copy of a design, by its id or its link.

    Texts come along for who wrote them, and where the owner lets them; files for who sent them.
    """
    try:
        design = get_for(identity, account=None)
    except NotFound:
        design = design_by_share(identity)
    is_mine = is_own(request.session, design)
    copy = copy_configuration(
        configuration=design,
        has_texts=is_mine or design.shares_texts,
        has_files=is_mine,
        now=now,
    )
    remember(request.session, copy)
    return copy
