"""Every address: the pages of the rooms, the REST interface, the admin, the health checks."""

from django.contrib import admin
from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from config.health import healthz, readyz

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]
