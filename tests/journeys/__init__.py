"""Journeys through the dashboard in a real browser, as a person makes them."""
