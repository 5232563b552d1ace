"""Pages of one product."""

from django.urls import path

from configurator.views.compare import CompareView
from configurator.views.learned import learned_view
from configurator.views.product import ProductView
from configurator.views.ready import ReadyMadeView

app_name = "configurator"

urlpatterns = [
    path("<slug:code>/", ProductView.as_view(), name="product"),
    path("<slug:code>/compare/", CompareView.as_view(), name="compare"),
    path("<slug:code>/learned/", learned_view, name="learned"),
    path("<slug:code>/ready/", ReadyMadeView.as_view(), name="ready"),
]
