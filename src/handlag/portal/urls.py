"""The pages' addresses. Case numbers and names, never row ids, stand where people read them."""

from __future__ import annotations

from django.urls import URLPattern, path

from handlag.portal.views import door, engineer

urlpatterns: list[URLPattern] = [
    path("", door.start, name="start"),
    path("login/", door.sign_in_page, name="login"),
    path("logout/", door.sign_out, name="logout"),
    path("language/", door.change_language, name="language"),
    path("healthz", door.health, name="health"),
    path("no-pages/", door.no_pages, name="no-pages"),
    path("status/", engineer.status, name="status"),
]
