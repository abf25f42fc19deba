"""The pages' addresses. Case numbers and names, never row ids, stand where people read them."""

from __future__ import annotations

from django.urls import URLPattern, path

from handlag.portal.views import answer, claim, controller, door, engineer, manager, mine, officer, preview, register

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
    path("my/cases/<str:number>/asked/<uuid:supplement_id>/", answer.supplement, name="my-supplement"),
    path("my/cases/<str:number>/heard/<uuid:communication_id>/", answer.statement, name="my-statement"),
    path("my/letters/<uuid:letter_id>.pdf", mine.letter, name="my-letter"),
    path("my/payments/", mine.payments, name="my-payments"),
    path("my/reads/", mine.reads, name="my-reads"),
    path("work/", officer.start, name="work-start"),
    path("work/next/", officer.next_task, name="work-next"),
    path("work/queue/", officer.queue_page, name="work-queue"),
    path("work/cases/", officer.find, name="work-cases"),
    path("work/cases/<str:number>/", officer.case, name="work-case"),
    path("work/cases/<str:number>/do/<str:name>/", officer.act, name="work-act"),
    path("work/cases/<str:number>/preview/", preview.preview, name="work-preview"),
    path("work/cases/<str:number>/preview.pdf", preview.letter, name="work-preview-letter"),
    path("work/cases/<str:number>/letters/<uuid:letter_id>.pdf", officer.letter, name="work-letter"),
    path("work/claims/", register.choose, name="work-claim"),
    path("work/claims/<str:benefit>/", register.claim, name="work-claim-form"),
    path("work/certificates/", register.certificate, name="work-certificate"),
    path("manage/check/", manager.check, name="manage-check"),
    path("manage/order/", manager.order, name="manage-order"),
    path("manage/", manager.start, name="manage-start"),
    path("manage/people/", manager.people, name="manage-people"),
    path("tables/", controller.tables, name="tables"),
    path("tables/<int:number>/", controller.table, name="table"),
    path("targets/", controller.targets, name="targets"),
    path("indicators/", controller.indicators, name="indicators"),
    path("status/", engineer.status, name="status"),
]
