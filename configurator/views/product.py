"""`/p/<product>/`: the configurator page; every form on it posts back to it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views import View

from catalog.models import Product
from configurator.models import Configuration
from configurator.presenters.pages import Asked, configurator_page
from configurator.sales import Sale, sale_of
from configurator.services.clashes import Clash
from configurator.services.configurations import (
    choose,
    choose_offer,
    choose_quantity,
    complete,
    copy_configuration,
    renew,
    restart,
)
from configurator.services.copies import without_copy
from configurator.services.designs import name_design, share_texts
from configurator.services.explanations import why_forced
from configurator.services.files import store_file
from configurator.services.history import redo, undo
from configurator.services.learning import clashes_counted
from configurator.services.refusals import ClashFound
from configurator.services.standings import Standing, standing
from configurator.services.states import configuration_state
from configurator.sessions import compared, keep_own, mark_compared, unmark_compared
from configurator.views.forms import read_changes
from configurator.views.ready import ready_page
from configurator.views.requests import HtmxRequest
from configurator.views.working import (
    keep_beyond_session,
    open_design,
    working_configuration,
)
from configurator.words import current_language
from foundation.errors import InvalidInput, TooMany
from foundation.signed_in import signed_in_account

SEARCHED = "choices"
"""The region that a search swaps; nothing else changes then."""
RUN_LENGTH = 9
PARTS = {"offer": "offers", "pieces": "price"}
"""Where the page stands after a field was sent without a script."""
WITHOUT_OFFERS = ("configurator/_row_page.html", "configurator/_found.html")


class ProductView(View):
    """Show a product; choose, take back, finish or start again."""

    def get(self, request: HtmxRequest, code: str) -> HttpResponse:
        now = timezone.now()
        try:
            sale = sale_of(code, now, account=signed_in_account(request))
        except InvalidInput as refusal:
            return render(request, "configurator/gone.html", {"refusal": refusal}, status=410)
        if sale.revision.product.kind == Product.Kind.STANDARD:
            return ready_page(request, sale.revision, now)
        if "design" in request.GET:
            opened = open_design(request, request.GET["design"], now)
            if "pieces" in request.GET:
                choose_quantity(configuration=opened, quantity=_pieces(request.GET), now=now)
            return redirect("configurator:product", code=code)
        configuration = name_design(configuration=working_configuration(request, code, now))
        return Answer(request, configuration, sale, now).page()

    def post(self, request: HtmxRequest, code: str) -> HttpResponse:
        now = timezone.now()
        sale = sale_of(code, now, account=signed_in_account(request))
        configuration = working_configuration(request, code, now)
        answer = Answer(request, configuration, sale, now)
        if "why" in request.POST:
            return answer.page(why=_forced(configuration, sale, request.POST["why"]))
        before = standing(
            sale.priced_for(configuration),
            configuration.own,
            sale.factory,
            configuration.wanted_offer,
        )
        try:
            with clashes_counted(code, now):
                _act(request, configuration, sale, now)
        except ClashFound as found:
            return answer.page(clash=found.clash, status=found.status)
        except InvalidInput as refusal:
            return answer.page(refusal=refusal, status=refusal.status)
        if request.htmx:
            return answer.page(before=before)
        part = next((part for name, part in PARTS.items() if name in request.POST), "group")
        return redirect(f"{request.get_full_path()}#{part}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request is answered with: the page, or the regions that htmx swaps."""

    request: HtmxRequest
    configuration: Configuration
    sale: Sale
    now: datetime

    def page(
        self,
        *,
        clash: Clash | None = None,
        refusal: InvalidInput | None = None,
        why: Clash | None = None,
        before: Standing | None = None,
        status: int = 200,
    ) -> HttpResponse:
        request = self.request
        template = _template(request)
        state = configuration_state(
            self.configuration,
            language=current_language(),
            now=self.now,
            sale=self.sale,
            has_offers=template not in WITHOUT_OFFERS,
        )
        asked = Asked(
            query=request.GET,
            page_url=reverse("configurator:product", args=[self.configuration.product_code]),
            clash=clash,
            refusal=refusal,
            typed=request.POST.get("pieces", request.POST.get("value", "")),
            is_change=request.method == "POST",
            pressed=request.POST.get("choice", ""),
            why=why,
            factory=self.sale.factory,
            renewed=self.sale.priced(self.sale.revision, self.configuration.quantity)
            if state.is_superseded or state.parted
            else None,
            before=before,
            seen_run=_seen_run(request),
            site_url=request.build_absolute_uri("/"),
            compared=tuple(compared(request.session, self.configuration.product_code)),
        )
        context = {"page": configurator_page(state, asked, self.now)}
        response = render(request, template, context, status=status)
        keep_beyond_session(request, response, self.configuration)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response


def _template(request: HtmxRequest) -> str:
    """Return the regions for htmx; the whole page where it restores one from its history."""
    if "rows" in request.GET:
        return "configurator/_row_page.html"
    if not request.htmx or request.htmx.history_restore_request:
        return "configurator/product.html"
    is_search = request.htmx.target == SEARCHED and request.method == "GET"
    return "configurator/_found.html" if is_search else "configurator/_answer.html"


def _seen_run(request: HtmxRequest) -> int | None:
    """Return the run that the page showed when the button was pressed."""
    run = request.POST.get("seen_run", "")
    return int(run) if run.isascii() and run.isdigit() and len(run) < RUN_LENGTH else None


def _forced(configuration: Configuration, sale: Sale, pressed: str) -> Clash | None:
    """Return the reason why the pressed option comes along, None where it does not."""
    group, _sign, option = pressed.partition("=")
    return why_forced(sale.priced_for(configuration), configuration.own, group, option)


def _act(request: HtmxRequest, configuration: Configuration, sale: Sale, now: datetime) -> None:
    """Do what the pressed button says."""
    act = request.POST.get("act", "")
    if act == "restart":
        restart(configuration=configuration, now=now)
    elif act in ("undo", "redo"):
        _turn(configuration, act, now)
    elif act in ("mark", "unmark"):
        _mark(request, configuration, now)
    elif act == "share-texts":
        share_texts(configuration=configuration, is_shared="texts" in request.POST)
    elif act == "renew":
        renew(configuration=configuration, now=now, sale=sale)
    elif "finish" in request.POST:
        complete(configuration=configuration, aim=request.POST["finish"], now=now, sale=sale)
    elif not _is_about_all(request, configuration, now):
        _choose(request, configuration, sale, now)


def _is_about_all(request: HtmxRequest, configuration: Configuration, now: datetime) -> bool:
    """Do what is no answer to a group: which offer, how many pieces; say whether it was that."""
    if "offer" in request.POST:
        choose_offer(configuration=configuration, kind=request.POST["offer"], now=now)
    elif "pieces" in request.POST:
        quantity = _pieces(request.POST)
        choose_quantity(configuration=configuration, quantity=quantity, now=now)
    else:
        return False
    return True


def _choose(request: HtmxRequest, configuration: Configuration, sale: Sale, now: datetime) -> None:
    priced = sale.priced_for(configuration)
    shown = priced.proposal(configuration.own)
    if request.POST.get("act") == "upload":
        changes = _uploaded(request, now)
    elif "remove_copy" in request.POST:
        pressed = request.POST["remove_copy"]
        changes = without_copy(priced.loaded, configuration.own, shown, pressed)
    else:
        changes = read_changes(request.POST, priced.loaded, shown)
    choose(configuration=configuration, changes=changes, now=now, sale=sale)


def _pieces(sent: QueryDict) -> int:
    """Return the number that was typed, 0 for anything else: it is refused like one."""
    typed = str(sent["pieces"]).strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < RUN_LENGTH else 0


def _uploaded(request: HtmxRequest, now: datetime) -> dict[str, object]:
    """Take the sent picture as the value of its group."""
    try:
        stored = store_file(
            sent=request.FILES.get("file"), address=request.META.get("REMOTE_ADDR", ""), now=now
        )
    except TooMany as refused:
        raise InvalidInput(refused.message, code=refused.code) from None
    return {request.POST.get("group", ""): stored.pk}


def _mark(request: HtmxRequest, configuration: Configuration, now: datetime) -> None:
    """Keep the design as it stands for the comparison, or take a kept one out of it."""
    code = configuration.product_code
    if request.POST["act"] == "unmark":
        unmark_compared(request.session, code, request.POST.get("share", ""))
        return
    kept = copy_configuration(configuration=configuration, has_texts=True, has_files=True, now=now)
    keep_own(request.session, kept)
    mark_compared(request.session, code, kept.share or "")


def _turn(configuration: Configuration, act: str, now: datetime) -> None:
    """Undo or redo; pressed once too often, the page simply stays as it is."""
    steps = configuration.steps
    if act == "undo" and steps.past:
        undo(configuration=configuration, now=now)
    elif act == "redo" and steps.future:
        redo(configuration=configuration, now=now)
