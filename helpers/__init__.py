"""Measuring social integration, step by step: the rooms behind the notebooks.

`helpers/README.md` is the map of the rooms and of who may import whom.
"""

__version__ = "0.1.0"
