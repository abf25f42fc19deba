"""The OpenAPI document as it stands in the docs: a change of the API is a change somebody has looked at."""

from __future__ import annotations

import json

from handlag.api.app import api


def document() -> str:
    """The document as text, keys sorted so that a difference is a difference."""
    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"
