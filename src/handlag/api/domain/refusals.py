"""The refusals of the door itself."""

from __future__ import annotations

from handlag.core.errors import HandlagError


class NotSignedIn(HandlagError):
    """Nobody has signed in, or with a token that doesn't fit."""


class TooOften(HandlagError):
    """More requests than the rate lets through; ``seconds`` until the next is."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "API_TOO_OFTEN", "",
            sv="För många anrop på kort tid.", en="Too many requests in a short time.",
            remedy_sv=f"Vänta {seconds} s och försök igen.", remedy_en=f"Wait {seconds} s and try again.",
        )  # fmt: skip
        self.seconds = seconds


def not_signed_in() -> NotSignedIn:
    """Nobody is signed in."""
    return NotSignedIn(
        "API_SIGN_IN", "",
        sv="Anropet är inte inloggat.", en="The request is not signed in.",
        remedy_sv="Skicka Authorization: Bearer med ett giltigt token, eller logga in i webbläsaren.",
        remedy_en="Send Authorization: Bearer with a valid token, or sign in with the browser.",
    )  # fmt: skip
