"""The exchange's door: SOAP 1.1 over HTTP POST, one address per operation, and each operation's WSDL."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from handlag.core.clock import wall_clock
from handlag.exchange.actions.receive import Reply, receive
from handlag.exchange.domain import soap
from handlag.exchange.domain.contract import Operation
from handlag.exchange.domain.senders import NotFromEdge, Peer, peer
from handlag.intake.domain.certificates.errors import MAX_BYTES

XML = "text/xml; charset=utf-8"
HEADROOM = 64 * 1024
"""How much larger than a message its envelope may make it; the rest is never read."""


@csrf_exempt
def operation(request: HttpRequest, operation: Operation) -> HttpResponse:
    """One operation's address. A call is told by its body, so that a sender who mixes the addresses up is served."""
    if request.method == "GET" and "wsdl" in {each.lower() for each in request.GET}:
        return _wsdl(request, operation)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"], soap.fault("Anropa med POST."), content_type=XML)
    try:
        sender = _peer(request)
    except NotFromEdge as error:
        return HttpResponse(soap.fault(str(error)), status=403, content_type=XML)
    reply = _receive(request, sender)
    return HttpResponse(reply.body, status=reply.status, content_type=XML)


def _peer(request: HttpRequest) -> Peer:
    chosen = settings.HANDLAG_EXCHANGE
    return peer(
        request.headers, str(request.META.get("REMOTE_ADDR", "")), edges=chosen["edges"],
        header=str(chosen["identity_header"]),
    )  # fmt: skip


def _receive(request: HttpRequest, sender: Peer) -> Reply:
    raw = request.read(MAX_BYTES + HEADROOM)
    return receive(raw, sender, wall_clock())


def _wsdl(request: HttpRequest, operation: Operation) -> HttpResponse:
    """The contract's own WSDL with our address in it; the schemas it imports are the contract's."""
    text = operation.wsdl_file.read_text("utf-8")
    served = text.replace("http://tempuri.org", request.build_absolute_uri(request.path))
    return HttpResponse(served, content_type=XML)
