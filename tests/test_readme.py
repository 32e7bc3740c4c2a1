"""What the README says is what the code does."""

import re
from pathlib import Path

from netdash.access.settings import Trust
from netdash.meetings.csv_export import COLUMNS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def test_the_readme_lists_every_column_of_the_csv_with_its_meaning():
    meanings = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", README, re.MULTILINE))
    assert {name: meanings.get(name) for name in COLUMNS} == dict(COLUMNS)


def test_the_readme_explains_every_setting_of_trust():
    assert all(f"`{trust}`" in README for trust in Trust if trust)


def test_every_file_and_picture_that_the_readme_links_to_is_there():
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
