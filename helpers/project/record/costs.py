"""Step 1.3: what the research costs, in hours and in pounds."""

from helpers.project.record.part import Part


class CostPlan(Part):
    """What has to be done and bought, once or each time people are asked."""
