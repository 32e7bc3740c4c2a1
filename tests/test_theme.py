"""The theme's contrasts, computed from config.toml as WCAG 2 defines them."""

from __future__ import annotations

import colorsys
import tomllib
from pathlib import Path
from typing import Any

import pytest

CONFIG = tomllib.loads((Path(__file__).parent.parent / ".streamlit" / "config.toml").read_text("utf-8"))
TEXT, LARGE = 4.5, 3.0
WHITE = "#FFFFFF"
BADGES = ["red", "orange", "yellow", "green", "blue", "violet", "gray"]

Colour = tuple[float, float, float]


def rgb(code: str) -> Colour:
    red, green, blue = (int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def over(front: Colour, strength: float, back: Colour) -> Colour:
    """Lay a translucent colour over an opaque one."""
    red, green, blue = (f * strength + b * (1 - strength) for f, b in zip(front, back, strict=True))
    return red, green, blue


def shifted(colour: Colour, lightness: float) -> Colour:
    hue, light, saturation = colorsys.rgb_to_hls(*colour)
    return colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light + lightness)), saturation)


def luminance(colour: Colour) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def theme(scheme: str) -> dict[str, Any]:
    return dict(CONFIG["theme"][scheme])


@pytest.fixture(params=["page", "sidebar"])
def surface(request: pytest.FixtureRequest, theme: dict[str, Any]) -> Colour:
    return rgb({**theme, **(theme["sidebar"] if request.param == "sidebar" else {})}["backgroundColor"])


@pytest.fixture(params=["page", "sidebar"])
def inside(request: pytest.FixtureRequest, theme: dict[str, Any]) -> Colour:
    """The inside of a widget."""
    return rgb({**theme, **(theme["sidebar"] if request.param == "sidebar" else {})}["secondaryBackgroundColor"])


def test_text_and_captions_can_be_read(theme: dict[str, Any], surface: Colour) -> None:
    text = rgb(theme["textColor"])
    assert contrast(text, surface) >= 7
    assert contrast(over(text, 0.6, surface), surface) >= TEXT, "a caption is text at 60 % strength"


def test_what_stands_in_widgets_can_be_read(theme: dict[str, Any], inside: Colour) -> None:
    text = rgb(theme["textColor"])
    assert contrast(text, inside) >= 7
    assert contrast(over(text, 0.7, inside), inside) >= TEXT, "a placeholder is text at 70 % strength"


def test_links_can_be_read(theme: dict[str, Any], surface: Colour) -> None:
    assert contrast(rgb(theme["linkColor"]), surface) >= TEXT


def test_a_primary_button_can_be_read_and_seen(theme: dict[str, Any], surface: Colour) -> None:
    """Streamlit writes on it in white, in both themes."""
    primary = rgb(theme["primaryColor"])
    assert contrast(rgb(WHITE), primary) >= TEXT
    assert contrast(primary, surface) >= LARGE


def test_a_primary_button_under_the_pointer_can_be_read(theme: dict[str, Any]) -> None:
    """Streamlit darkens it there by 15 % of lightness."""
    assert contrast(rgb(WHITE), shifted(rgb(theme["primaryColor"]), -0.15)) >= TEXT


def test_a_focused_box_can_be_told_from_its_inside(theme: dict[str, Any], inside: Colour) -> None:
    assert contrast(rgb(theme["primaryColor"]), inside) >= LARGE


@pytest.mark.parametrize("name", BADGES)
def test_badges_and_coloured_text_can_be_read(scheme: str, theme: dict[str, Any], surface: Colour, name: str) -> None:
    """Streamlit derives both from the colour: 10 or 20 % of it behind, 15 % darker or lighter in front."""
    colour = rgb(theme[f"{name}Color"])
    front = shifted(colour, -0.15 if scheme == "light" else 0.15)
    assert contrast(front, over(colour, 0.1 if scheme == "light" else 0.2, surface)) >= TEXT
    assert contrast(front, surface) >= TEXT


def test_primary_can_be_read_as_text_where_white_leaves_room(scheme: str, theme: dict[str, Any]) -> None:
    """A colour cannot have 4.5:1 below white and 4.5:1 above a dark page: there, no small text in primary."""
    primary, page = rgb(theme["primaryColor"]), rgb(theme["backgroundColor"])
    if scheme == "light":
        assert contrast(primary, over(primary, 0.1, page)) >= TEXT
    else:
        assert contrast(primary, over(primary, 0.1, page)) >= LARGE


def test_chart_colours_stand_out_from_the_page(theme: dict[str, Any]) -> None:
    page = rgb(theme["backgroundColor"])
    faint = [code for code in theme["chartCategoricalColors"] if contrast(rgb(code), page) < LARGE]
    assert faint == []


def test_the_sequential_scale_has_ten_steps_that_rise_evenly_away_from_the_page(
    scheme: str, theme: dict[str, Any]
) -> None:
    codes = theme["chartSequentialColors"]
    steps = [luminance(rgb(code)) for code in codes]
    assert len(codes) == 10, "Streamlit takes exactly ten"
    assert steps == sorted(steps, reverse=scheme == "light")
    assert contrast(rgb(codes[-1]), rgb(theme["backgroundColor"])) >= TEXT


def test_the_mark_can_be_seen_on_either_sidebar(surface: Colour) -> None:
    """The app's theme need not be the system's, so that one drawing serves both."""
    wordmark = "#138479"
    assert wordmark in (Path(__file__).parent.parent / "netdash" / "ui" / "mark.svg").read_text("utf-8")
    assert contrast(rgb(wordmark), surface) >= LARGE


def test_the_settings_that_protect_people_are_on() -> None:
    assert CONFIG["client"] == {"disableDataExport": True, "toolbarMode": "minimal"}
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["runner"]["magicEnabled"] is False
    assert "address" not in CONFIG["server"], "an address belongs to the command: a container needs another one"
