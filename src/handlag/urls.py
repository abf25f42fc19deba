"""The addresses: the API below /api/, pages elsewhere."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("handlag.portal.urls")),
]
