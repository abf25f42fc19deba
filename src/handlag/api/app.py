"""The API put together: every route, who may call, and one shape for every refusal."""

from __future__ import annotations

from ninja import NinjaAPI

from handlag.api.door import Session, Token
from handlag.api.problems import answer_all_errors
from handlag.api.routes import (
    again,
    cases,
    certificate_answers,
    certificates,
    claims,
    effects,
    handling,
    law,
    logs,
    payments,
    plan,
    quality,
    reports,
    steering,
    tasks,
)

api = NinjaAPI(
    title="Handlag",
    version="1",
    description=(
        "The JSON API. Amounts are in öre, days are Swedish calendar days with both ends included, instants are UTC. "
        "Every refusal has the same shape: a stable code, the field, and what is wrong and what to do in Swedish "
        "and English."
    ),
    urls_namespace="api",
    auth=[Token(), Session()],
    docs_url=None,
)
api.add_router("/law", law.router)
api.add_router("/claims", claims.router)
api.add_router("/certificates", certificates.router)
api.add_router("/certificates", certificate_answers.router)
api.add_router("/cases", cases.router)
api.add_router("/cases", handling.router)
api.add_router("/cases", again.router)
api.add_router("/tasks", tasks.router)
api.add_router("/payments", payments.router)
api.add_router("/reports", reports.router)
api.add_router("/logs", logs.router)
api.add_router("/plan", plan.router)
api.add_router("/quality", quality.router)
api.add_router("/trials", effects.router)
api.add_router("/steering", steering.router)
answer_all_errors(api)
