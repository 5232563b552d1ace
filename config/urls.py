"""Every address: the pages of the rooms, the REST interface, the admin, the health checks."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from config.health import healthz, readyz
from config.themes import choose_theme

# The documentation page is foreign code whose style sheet carries its icons inside.
docs_view = csp_update({"img-src": [SELF, "data:"]})(
    SpectacularSwaggerSplitView.as_view(url_name="schema", template_name="config/api_docs.html")
)

api_patterns: list[URLPattern | URLResolver] = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", docs_view, name="api_docs"),
    path("", include("configurator.api.urls")),
    path("", include("production.api.urls")),
    path("", include("orders.api.urls")),
]

handler500 = "config.outage.server_error"

urlpatterns = [
    path("", include("configurator.shop_urls")),
    path("p/", include("configurator.urls")),
    path("", include("production.urls")),
    path("", include("orders.urls")),
    path("api/v1/", include(api_patterns)),
    path("admin/", admin.site.urls),
    path("theme/", choose_theme, name="theme"),
    path("language/", set_language, name="set_language"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
