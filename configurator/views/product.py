"""`/p/<product>/`: the configurator page; every form on it posts back to it."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views import View

from catalog.models import Product
from catalog.selectors.products import product_by_code
from configurator.artefacts import load_revision
from configurator.models import Configuration
from configurator.presenters.pages import Asked, configurator_page
from configurator.services.clashes import Clash
from configurator.services.configurations import (
    choose,
    complete,
    renew,
    restart,
)
from configurator.services.explanations import explain_value
from configurator.services.refusals import ClashFound
from configurator.services.states import configuration_state
from configurator.views.forms import read_changes
from configurator.views.ready import ready_page
from configurator.views.working import open_design, working_configuration
from configurator.words import current_language
from foundation.errors import InvalidInput


class ProductView(View):
    """Show a product; choose, take back, finish or start again."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        product, now = product_by_code(code), timezone.now()
        if product.kind == Product.Kind.STANDARD:
            return ready_page(request, product, now)
        if "design" in request.GET:
            open_design(request, request.GET["design"], now)
            return redirect("configurator:product", code=code)
        configuration = working_configuration(request, code, now)
        return _show(request, configuration, now, clash=_asked_clash(request, configuration, now))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        now = timezone.now()
        configuration = working_configuration(request, code, now)
        try:
            _act(request, configuration, now)
        except ClashFound as found:
            return _show(request, configuration, now, clash=found.clash, status=409)
        except InvalidInput as refusal:
            return _show(request, configuration, now, refusal=refusal, status=refusal.status)
        if request.htmx:
            return _show(request, configuration, now)
        return redirect(f"{request.get_full_path()}#group")


def _act(request: HttpRequest, configuration: Configuration, now: datetime) -> None:
    act = request.POST.get("act", "")
    if act == "restart":
        restart(configuration=configuration, now=now)
    elif act == "renew":
        renew(configuration=configuration, now=now)
    elif "finish" in request.POST:
        complete(configuration=configuration, aim=request.POST["finish"], now=now)
    else:
        loaded = load_revision(configuration.revision)
        changes = read_changes(request.POST, loaded, configuration.own)
        choose(configuration=configuration, changes=changes, now=now)


def _asked_clash(request: HttpRequest, configuration: Configuration, now: datetime) -> Clash | None:
    """Return the clash behind the blocked option whose *Why* was followed."""
    group, option = request.GET.get("step", ""), request.GET.get("why", "")
    if not group or not option:
        return None
    try:
        asked = explain_value(configuration=configuration, group=group, value=option, now=now)
    except InvalidInput:
        return None
    return asked.clash


def _show(
    request: HttpRequest,
    configuration: Configuration,
    now: datetime,
    *,
    clash: Clash | None = None,
    refusal: InvalidInput | None = None,
    status: int = 200,
) -> HttpResponse:
    state = configuration_state(configuration, language=current_language(), now=now)
    asked = Asked(
        query=request.GET,
        page_url=reverse("configurator:product", args=[configuration.product_code]),
        clash=clash,
        refusal=refusal,
        typed=request.POST.get("value", ""),
        is_change=request.method == "POST",
    )
    template = "configurator/_answer.html" if request.htmx else "configurator/product.html"
    context = {"page": configurator_page(state, asked, now)}
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
