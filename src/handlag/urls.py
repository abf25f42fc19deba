"""The addresses: the API below /api/, the national exchange where it expects us, pages elsewhere."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from handlag.api.app import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("", include("handlag.exchange.urls")),
    path("", include("handlag.portal.urls")),
]
