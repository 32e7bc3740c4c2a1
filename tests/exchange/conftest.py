"""How Hypothesis runs here: a loaded machine is no failure."""

from hypothesis import settings

settings.register_profile("exchange", deadline=None)
settings.load_profile("exchange")
