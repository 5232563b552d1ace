"""Sign up, sign in and out, a forgotten password, and the account's own page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.errors import InvalidInput, Refusal
from foundation.models import Account, User
from foundation.services.erasing import erase_account
from foundation.services.sign_up import account_for
from orders.account_forms import ForgottenPasswordForm, NewPasswordForm, SignInForm, SignUpForm
from orders.presenters.account_page import account_page
from orders.selectors.orders import order_for
from orders.services.account_things import claim_order, forget_address
from orders.services.carts import gather_session_cart
from orders.services.limits import check_sign_in, note_failed_sign_in
from orders.views.typed import whole_number
from orders.visitors import visitor_of

SIGN_IN = reverse_lazy("orders:sign_in")


@method_decorator(never_cache, name="dispatch")
class SignInView(auth.LoginView):
    """Sign in; the cart that the session gathered comes along."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    next_page = "orders:account"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        check_sign_in(request, now=timezone.now())
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        gather_session_cart(visitor=visitor_of(self.request), now=timezone.now())
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        note_failed_sign_in(self.request, now=timezone.now())
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SignOutView(auth.LogoutView):
    next_page = "shop:home"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Open an account and sign in with it."""
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        if user is not None:
            login(request, user)
            gather_session_cart(visitor=visitor_of(request), now=timezone.now())
            return redirect(_next(request))
    status = 422 if form.is_bound else 200
    context = {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
    return render(request, "accounts/sign_up.html", context, status=status)


class ForgottenView(auth.PasswordResetView):
    template_name = "accounts/forgotten.html"
    form_class = ForgottenPasswordForm
    email_template_name = "accounts/mail_password.txt"
    subject_template_name = "accounts/mail_password_subject.txt"
    success_url = reverse_lazy("orders:forgotten_sent")


class ForgottenSentView(auth.PasswordResetDoneView):
    template_name = "accounts/forgotten_sent.html"


class NewPasswordView(auth.PasswordResetConfirmView):
    template_name = "accounts/new_password.html"
    form_class = NewPasswordForm
    success_url = SIGN_IN

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your new password is set. Sign in with it."))
        return super().form_valid(form)


@never_cache
@login_required(login_url=SIGN_IN)
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Orders, quotes, addresses and designs of the one who signed in."""
    now = timezone.now()
    page = account_page(_account(request), now=now)
    return render(request, "accounts/account.html", {"page": page})


@login_required(login_url=SIGN_IN)
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Delete a kept address."""
    address = whole_number(request.POST.get("address", ""), field="address")
    forget_address(account=_account(request), address_id=address)
    return redirect("orders:account")


@login_required(login_url=SIGN_IN)
@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Erase the account once its owner has typed the password again."""
    user = request.user
    assert isinstance(user, User)
    try:
        if not user.check_password(request.POST.get("password", "")):
            raise InvalidInput(_("This is not your password."), code="wrong_password")
        erase_account(account=_account(request), now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("orders:account")
    logout(request)
    messages.success(request, _("Your data are erased."))
    return redirect("orders:cart")


@require_POST
def claim(request: HttpRequest, number: str) -> HttpResponse:
    """Take an order that this visitor may open into the account."""
    order = order_for(visitor_of(request), number)
    if not request.user.is_authenticated:
        page = reverse("orders:order", kwargs={"number": number})
        return redirect(f"{resolve_url(SIGN_IN)}?next={page}")
    claim_order(order=order, account=_account(request), now=timezone.now())
    return redirect("orders:account")


def _account(request: HttpRequest) -> Account:
    assert isinstance(request.user, User)
    return account_for(request.user)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if wanted and is_ours else reverse("orders:account")
