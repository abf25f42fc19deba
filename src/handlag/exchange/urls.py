"""The exchange's addresses."""

from __future__ import annotations

from django.urls import URLPattern, path

from handlag.exchange import views
from handlag.exchange.domain.contract import RECEIVED

urlpatterns: list[URLPattern] = [
    path(each.path, views.operation, {"operation": each}, name=f"exchange-{each.name}") for each in RECEIVED.values()
]
