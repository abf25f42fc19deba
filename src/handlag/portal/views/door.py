"""The way in and out: sign in and out, language, the start page of a role, and whether the service is well."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handlag.core import clock
from handlag.core.errors import HandlagError
from handlag.people.models import Account
from handlag.portal.actions.sign_in import sign_in
from handlag.portal.middleware import status_of
from handlag.portal.navigation import start_of

YEAR_SECONDS = 365 * 24 * 3600
TOO_MANY = 429


@require_http_methods(["GET", "POST"])
def sign_in_page(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; a wrong pair keeps the name and says what to do."""
    onward = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "GET":
        return render(request, "portal/login.html", {"next": onward})
    name = request.POST.get("username", "")
    try:
        account = sign_in(request, name, request.POST.get("password", ""), clock.wall_clock())
    except HandlagError as error:
        status = TOO_MANY if error.code == "PORTAL_SIGN_IN_WAIT" else status_of(error)
        return render(request, "portal/login.html", {"next": onward, "error": error, "username": name}, status=status)
    login(request, account)
    return _with_language(HttpResponseRedirect(_safe(request, onward)), _chosen(request) or account.language)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("login")


@require_POST
def change_language(request: HttpRequest) -> HttpResponse:
    """Remember the language for a year and come back to the same page."""
    return _with_language(
        HttpResponseRedirect(_safe(request, request.POST.get("next", ""))), request.POST.get("language", "")
    )


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Send everybody to where their role begins."""
    return redirect(start_of(request.user) if isinstance(request.user, Account) else "login")


@login_required
@require_GET
def no_pages(request: HttpRequest) -> HttpResponse:
    """What a role without pages of its own is told."""
    return render(request, "portal/no_pages.html")


@require_GET
def health(request: HttpRequest) -> JsonResponse:
    """Whether the service and its database answer; for whoever watches it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "error", "database": "unreachable"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})


def _chosen(request: HttpRequest) -> str:
    return request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")


def _safe(request: HttpRequest, target: str) -> str:
    """The page asked for if it is ours, else the start page: a sign-in link can't lead astray."""
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if target.startswith("/") and allowed else "/"


def _with_language(response: HttpResponse, language: str) -> HttpResponse:
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR_SECONDS, samesite="Lax", httponly=True
        )
    return response
