"""The pages' addresses. Case numbers and names, never row ids, stand where people read them."""

from __future__ import annotations

from django.urls import URLPattern, path

from handlag.portal.views import claim, controller, door, engineer, manager, mine

urlpatterns: list[URLPattern] = [
    path("", door.start, name="start"),
    path("login/", door.sign_in_page, name="login"),
    path("logout/", door.sign_out, name="logout"),
    path("language/", door.change_language, name="language"),
    path("healthz", door.health, name="health"),
    path("no-pages/", door.no_pages, name="no-pages"),
    path("my/", mine.start, name="my-start"),
    path("my/apply/", claim.choose, name="my-apply"),
    path("my/apply/<str:benefit>/", claim.claim, name="my-claim"),
    path("my/cases/<str:number>/", mine.case, name="my-case"),
    path("my/letters/<uuid:letter_id>.pdf", mine.letter, name="my-letter"),
    path("my/payments/", mine.payments, name="my-payments"),
    path("my/reads/", mine.reads, name="my-reads"),
    path("manage/", manager.start, name="manage-start"),
    path("manage/people/", manager.people, name="manage-people"),
    path("tables/", controller.tables, name="tables"),
    path("tables/<int:number>/", controller.table, name="table"),
    path("targets/", controller.targets, name="targets"),
    path("indicators/", controller.indicators, name="indicators"),
    path("status/", engineer.status, name="status"),
]
