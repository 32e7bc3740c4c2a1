"""An OpenID Connect provider on the loopback address for the tests: anybody may be anybody. Never expose it.

Run as `python -m tests.oidc_provider PORT`. Every first part of the path is an issuer of its own, so that one process
is several providers. Who signs in chooses an address; its beginning says what the token says of it: `unverified`
gets `email_verified` false, `silent` gets no such claim, as with organisational Microsoft accounts.
"""

from __future__ import annotations

import secrets
import sys
import time
from html import escape

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

PEOPLE = (
    "member@example.com", "Member@Example.com", "second@example.com", "coach@example.com", "stranger@example.com",
    "unverified@example.com", "silent@example.com",
)  # fmt: skip


class Provider:
    """The routes, with the key that signs and the codes that wait to be redeemed."""

    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}"
        self._key = RSAKey.generate_key(2048, parameters={"kid": "k", "use": "sig"})
        self._codes: dict[str, tuple[str, str | None, str]] = {}
        self.app = Starlette(
            routes=[
                Route("/{issuer}/.well-known/openid-configuration", self._configuration),
                Route("/{issuer}/keys", self._keys),
                Route("/{issuer}/authorize", self._authorize),
                Route("/{issuer}/token", self._token, methods=["POST"]),
                Route("/{issuer}/logout", self._logout),
            ]
        )

    def _issuer(self, request: Request) -> str:
        return f"{self._base}/{request.path_params['issuer']}"

    async def _configuration(self, request: Request) -> Response:
        issuer = self._issuer(request)
        return JSONResponse({
            "issuer": issuer, "authorization_endpoint": f"{issuer}/authorize", "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys", "end_session_endpoint": f"{issuer}/logout",
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"], "code_challenge_methods_supported": ["S256"],
        })  # fmt: skip

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def _authorize(self, request: Request) -> Response:
        asked = request.query_params
        who = asked.get("as")
        if who is None:
            links = (f'<p><a href="{escape(str(request.url))}&amp;as={one}">{one}</a></p>' for one in PEOPLE)
            return HTMLResponse("".join(links))
        code = secrets.token_urlsafe(16)
        self._codes[code] = (who, asked.get("nonce"), asked["client_id"])
        return RedirectResponse(f"{asked['redirect_uri']}?code={code}&state={asked.get('state', '')}", 302)

    async def _token(self, request: Request) -> Response:
        who, nonce, client = self._codes.pop(str((await request.form())["code"]))
        now = int(time.time())
        claims: dict[str, object] = {
            "iss": self._issuer(request), "sub": who, "aud": client, "iat": now, "exp": now + 600, "nonce": nonce,
            "email": who, "name": who.split("@")[0].title(),
        }  # fmt: skip
        if not who.startswith("silent"):
            claims["email_verified"] = not who.startswith("unverified")
        token = jwt.encode({"alg": "RS256", "kid": "k"}, claims, self._key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "expires_in": 600, "id_token": token})

    async def _logout(self, request: Request) -> Response:
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], 302)


if __name__ == "__main__":
    uvicorn.run(Provider(int(sys.argv[1])).app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
