"""The main job on real input, from nothing: `python -m tests.first_run`.

Clones the last commit, runs the README's first command in the clone, types a conversation into the
dashboard in a real browser, sends its thank-you, downloads the log, and has LibreOffice open it.
The pictures go to docs/pictures/first_run. Installing needs the network and takes minutes.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from tests.browser import FLAGS, find_chromium
from tests.journeys.walking import MORE, Walker
from tests.servers import ROOT, Server

PICTURES = ROOT / "docs" / "pictures" / "first_run"
PATIENCE_S = 900.0


class ReadmeServer(Server):
    """The dashboard as the README's own command starts it, installing first what it needs."""

    _command: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Run the command and wait until the dashboard answers."""
        readme = (self.script.parent / "README.md").read_text("utf-8")
        (command,) = re.findall(r"^python3 .* run app\.py .*$", readme, re.MULTILINE)
        print(f"$ {command}", flush=True)
        env = {"STREAMLIT_SERVER_HEADLESS": "true", "STREAMLIT_SERVER_PORT": str(self.port)}
        with self.log.open("ab") as log:
            self._command = subprocess.Popen(
                ["bash", "-c", command],
                cwd=self.script.parent,
                env={**os.environ, **env},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        began = time.monotonic()
        self._wait(PATIENCE_S)
        print(f"installed and answering after {time.monotonic() - began:.0f} s", flush=True)

    def kill(self) -> None:
        """Stop it with all that the command started."""
        if self._command is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._command.pid, signal.SIGTERM)
            self._command.wait()
            self._command = None

    def _lives(self) -> bool:
        return self._command is not None and self._command.poll() is None


def main() -> None:
    """Go the whole way and keep the pictures."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        clone = Path(folder) / "netdash"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        server = ReadmeServer(clone / "app.py", {}, Path(folder) / "log")
        try:
            server.start()
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
            size: ViewportSize = {"width": 1280, "height": 900}
            page = browser.new_page(viewport=size, timezone_id="Europe/Berlin", bypass_csp=True)
            csv = _do_the_job(Walker(page, server, clone / "data" / "netdash.json"))
            _open_in_libreoffice(csv, page, Path(folder))
            browser.close()
        finally:
            server.kill()


def _do_the_job(walker: Walker) -> bytes:
    """Log a conversation, thank for it, and return the log as CSV."""
    walker.open("", re.compile("Good"))
    _picture(walker.page, "1_first_page")
    walker.turn_to("Meeting log").names("Who did you talk to?", "Priya Raman")
    walker.types("Job title of Priya Raman", "Staff engineer").types("Company of Priya Raman", "Northwind")
    walker.types("What did you learn?", "Write the evaluation before the model: it decides what you build.")
    walker.unfold(MORE).types("Place or link", "Café Blå").types("What did you promise?", "Send the article")
    _picture(walker.page, "2_conversation_typed")
    walker.press("Log the conversation").sees("Logged: Priya Raman.")
    _picture(walker.page, "3_logged")
    desk = walker.follow("Write the thank-you", "Thank Priya Raman")
    desk.types("Your name, for this and later notes", "Mara Lind").sees("Looks good")
    _picture(walker.page, "4_thank_you")
    walker.press("Mark as sent now").sees("Thank-you to Priya Raman marked as sent.")
    _picture(walker.page, "5_sent")
    csv = walker.turn_to("Meeting log").press("Export").downloads("Download CSV")
    print(csv.decode("utf-8-sig"))
    return csv


def _open_in_libreoffice(csv: bytes, page: Page, folder: Path) -> None:
    """Have LibreOffice open the file, and take a picture of what it then holds."""
    (folder / "log.csv").write_bytes(csv)
    office = shutil.which("soffice") or shutil.which("libreoffice") or "soffice"
    convert = [office, "--headless", "--infilter=CSV:44,34,UTF8", "--convert-to", "html", "--outdir", str(folder)]
    subprocess.run([*convert, str(folder / "log.csv")], check=True, capture_output=True)
    page.set_content((folder / "log.html").read_text("utf-8"))
    expect(page.get_by_text("Priya Raman").first).to_be_visible()
    _picture(page, "6_csv_in_libreoffice")


def _picture(page: Page, name: str) -> None:
    page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
