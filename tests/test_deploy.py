"""The unit, cron and the commands look after one deployment: the same folder, the same settings."""

from __future__ import annotations

import re

from netdash.access.settings import PROJECT

UNIT = (PROJECT / "deploy" / "netdash@.service").read_text("utf-8")
GUIDE = (PROJECT / "docs" / "hosting.md").read_text("utf-8")


def in_unit(name: str) -> str:
    """Return what the unit says of one thing, which it says once."""
    (value,) = re.findall(rf"^{name}=(.*)$", UNIT, re.MULTILINE)
    return str(value)


def test_cron_reads_the_settings_of_the_unit_and_stands_in_its_folder() -> None:
    (block,) = re.findall(r"```cron\n(.*?)```", GUIDE, re.DOTALL)
    lines = block.splitlines()
    assert len(lines) == 2
    for line in lines:
        assert f". {in_unit('EnvironmentFile')};" in line
        assert f"cd {in_unit('WorkingDirectory')} &&" in line
        assert line.split()[5] == in_unit("User")
    assert not re.search("^Environment=", UNIT, re.MULTILINE)
    assert in_unit("ExecStart").startswith(in_unit("WorkingDirectory"))


def test_the_shared_settings_are_read_alike_by_systemd_and_the_shell() -> None:
    lines = (PROJECT / "deploy" / "netdash.env").read_text("utf-8").splitlines()
    settings = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Z_]+=[\w./]+", line) for line in settings)
    assert {line.partition("=")[0] for line in settings} == {
        "NETDASH_FILE", "NETDASH_TRUST", "STREAMLIT_SECRETS_FILES", "WEBSOCKETS_MAX_LINE_LENGTH"
    }  # fmt: skip
