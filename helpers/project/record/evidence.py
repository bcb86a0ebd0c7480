"""Step 1.3: the standard of evidence the research aims at (Nesta's five levels, Figure 8)."""

from helpers.project.record.part import Part


class EvidencePlan(Part):
    """What is decided about the standard of evidence, beside waves, sample and comparison group."""
