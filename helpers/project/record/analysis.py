"""Step 2.3: what was looked for."""

from helpers.project.record.part import Part, text


class Analysis(Part):
    """Step 2.3: what was looked for."""

    notes: str = text("What the analysis has to bear in mind")
