"""Find or start the configuration that a browser works on."""

from datetime import datetime

from django.http import HttpRequest

from configurator.models import Configuration
from configurator.services.configurations import (
    copy_configuration,
    get_for,
    start_configuration,
)
from configurator.services.designs import design_by_share
from configurator.sessions import current_identity, is_own, remember
from foundation.errors import NotFound


def working_configuration(request: HttpRequest, product_code: str, now: datetime) -> Configuration:
    """Return the browser's configuration of a product; a first visit starts one."""
    try:
        found = get_for(current_identity(request.session, product_code), account=None)
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
