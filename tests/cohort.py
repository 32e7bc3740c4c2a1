"""A cohort for the tests: a dashboard where one signs in, and a provider process of its own to sign in with."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as TookTooLong

from netdash.store import FileStore
from tests.browser import ready
from tests.servers import PATIENCE, ROOT, Server, free_port

LISTED = ["member@example.com", "second@example.com", "unverified@example.com", "silent@example.com"]


@dataclass
class Cohort:
    """A dashboard with two providers: one that vouches address by address, and one for whom the deployer does."""

    server: Server
    secrets: Path
    issuers: str
    cookie_secret: str
    home: str
    """Its address as browsers see it."""

    def invite(self, *members: str) -> None:
        """Write the secrets anew, as a deployer does while the dashboard runs."""
        self.secrets.write_text(secrets_text(self.issuers, self.home, self.cookie_secret, members), "utf-8")

    @property
    def store(self) -> FileStore:
        """The workspaces of the cohort."""
        return FileStore(self.server.env["NETDASH_FILE"])

    @property
    def files(self) -> set[str]:
        """The workspace files that there are."""
        return {one.name for one in Path(self.server.env["NETDASH_FILE"]).parent.rglob("*.json")}


def secrets_text(issuers: str, home: str, cookie_secret: str, members: tuple[str, ...]) -> str:
    """Return the secrets of a dashboard at `home` that lets in these members, and one coach."""
    provider = 'client_id = "netdash"\nclient_secret = "any"\nserver_metadata_url = "{}/.well-known/{}"\n'
    sections = "".join(
        f"[auth.{name}]\n" + provider.format(f"{issuers}/{name}", "openid-configuration") for name in ("google", "work")
    )
    lists = f'members = {json.dumps(members)}\ncoaches = ["coach@example.com"]\nverified_providers = ["work"]\n'
    shared = f'redirect_uri = "{home}/oauth2callback"\ncookie_secret = "{cookie_secret}"\n'
    return f"[auth]\n{shared}{sections}[netdash]\n{lists}"


@contextmanager
def provider_running() -> Iterator[str]:
    """Run a provider while the block lasts, and give its address."""
    port = free_port()
    provider = subprocess.Popen([sys.executable, "-m", "tests.oidc_provider", str(port)], cwd=ROOT)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/google/keys", timeout=1):
                break
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        provider.kill()
        provider.wait()


@contextmanager
def cohort_running(
    issuers: str, folder: Path, home: str = "", options: tuple[str, ...] = (), **env: str
) -> Iterator[Cohort]:
    """Run a dashboard with the members of LISTED while the block lasts; `home` is its address where a proxy has one."""
    secrets = folder / "secrets.toml"
    (folder / "data").mkdir()
    whole = {"NETDASH_FILE": str(folder / "data" / "netdash.json"), "NETDASH_PLAIN_INPUTS": "1", **env}
    server = Server(ROOT / "app.py", whole, folder / "server.log", ("--secrets.files", str(secrets), *options))
    cohort = Cohort(server, secrets, issuers, token_hex(32), home or server.url)
    cohort.invite(*LISTED)
    server.start()
    try:
        yield cohort
    finally:
        server.kill()


def sign_in(page: Page, who: str, provider: str = "Google") -> Page:
    """Sign in as somebody, from the page with the providers' buttons."""
    home = page.url.split("://")[1].split("/")[0]
    page.get_by_role("button", name=f"Continue with {provider}").click()
    page.get_by_role("link", name=who, exact=True).click()
    page.wait_for_url(f"**://{home}/**")
    return ready(page)


def start(page: Page) -> Page:
    """Answer what a newcomer is asked."""
    welcome = page.get_by_role("heading", name="Welcome", exact=True)
    page.get_by_role("button", name="Start", exact=True).click()
    try:
        welcome.wait_for(state="detached", timeout=5_000)
    except TookTooLong:  # the press came while the page was drawn: press again, as one does
        page.get_by_role("button", name="Start", exact=True).click()
    expect(welcome).to_have_count(0)
    return ready(page)
