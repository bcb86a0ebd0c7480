"""Who may come in: whoever has the token that was printed when the server started."""

import hmac
import secrets
import time
from typing import Any

from jupyter_server.auth.identity import IdentityProvider, User
from tornado.web import RequestHandler

SECONDS_FOR_THE_BROWSER = 60


class TokenIdentity(IdentityProvider):
    """The token, once, for a signed cookie; afterwards the cookie."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.cookie_options = {"samesite": "Lax", "expires_days": None}
        self._once, self._until = "", 0.0

    def once(self) -> str:
        """A word that lets one browser in, one time and only within a minute: whoever finds it later has nothing."""
        self._once, self._until = secrets.token_urlsafe(24), time.monotonic() + SECONDS_FOR_THE_BROWSER
        return self._once

    async def get_user_token(self, handler: RequestHandler) -> User | None:
        return self.user_for(handler.get_query_argument("token", ""))

    def process_login_form(self, handler: RequestHandler) -> User | None:
        return self.user_for(handler.get_body_argument("token", ""))

    def user_for(self, given: str) -> User | None:
        """Somebody, if what is given is the token, or the word that counts once. Compared in the same time, right or wrong."""
        is_token = hmac.compare_digest(given.encode(), self.token.encode())
        is_once = hmac.compare_digest(given.encode(), self._once.encode()) and time.monotonic() < self._until
        if is_once and given:
            self._once = ""
        return User("visitor") if given and (is_token or is_once) else None

    def is_token_authenticated(self, handler: RequestHandler) -> bool:
        """Never: Jupyter lets such requests pass without the checks of origin and of forged forms."""
        return False
