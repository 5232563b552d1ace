"""Pages of the orders room."""

from django.urls import path

from orders.views import accounts, afterwards, cart, compare, order, payments, quotes

app_name = "orders"

urlpatterns = [
    path("cart/", cart.cart, name="cart"),
    path("cart/lines/", cart.add_line, name="cart_lines"),
    path("account/", accounts.account, name="account"),
    path("account/addresses/forget/", accounts.forget, name="forget_address"),
    path("account/erase/", accounts.erase, name="erase"),
    path("account/sign-up/", accounts.sign_up, name="sign_up"),
    path("account/sign-in/", accounts.SignInView.as_view(), name="sign_in"),
    path("account/sign-out/", accounts.SignOutView.as_view(), name="sign_out"),
    path("account/password/", accounts.ForgottenView.as_view(), name="forgotten"),
    path("account/password/sent/", accounts.ForgottenSentView.as_view(), name="forgotten_sent"),
    path(
        "account/password/<uidb64>/<token>/",
        accounts.NewPasswordView.as_view(),
        name="new_password",
    ),
    path("payments/notify/", payments.notify, name="payment_notification"),
    path("payments/<str:reference>/", payments.payment, name="payment"),
    path("bank/<str:reference>/", payments.test_bank, name="test_bank"),
    path("compare/", compare.compare, name="compare"),
    path("compare/figures.csv", compare.figures, name="compare_figures"),
    path("compare/<int:number>/cancel/", compare.cancel, name="compare_cancel"),
    path("compare/<int:number>/draft/", compare.draft, name="compare_draft"),
    path("quotes/open/<str:token>/", quotes.open_quote, name="open_quote"),
    path("quotes/<str:number>/", quotes.quote, name="quote"),
    path("quotes/<str:number>/<int:version>.pdf", quotes.paper, name="quote_paper"),
    path("orders/open/<str:token>/", order.open_by_link, name="open"),
    path("orders/<str:number>/", order.order, name="order"),
    path("orders/<str:number>/claim/", accounts.claim, name="claim"),
    path("orders/<str:number>/change/", order.change, name="order_change"),
    path("orders/<str:number>/return/", afterwards.send_back, name="order_return"),
    path("orders/<str:number>/rate/", afterwards.rate, name="order_rate"),
    path("orders/<str:number>/again/", order.again, name="order_again"),
    path("orders/<str:number>/address/", order.address, name="order_address"),
    path("orders/<str:number>/<str:kind>.pdf", order.paper, name="order_paper"),
    path("orders/<str:number>/cancel/", order.cancel, name="order_cancel"),
]
