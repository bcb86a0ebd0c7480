"""Step 1.3: the standard of evidence the research aims at (Nesta's five levels, Figure 8)."""

from typing import Literal

from helpers.project.record.part import Part, asked, text


class EvidencePlan(Part):
    """What is decided about the standard of evidence, beside waves, sample and comparison group."""

    aim: int | None = asked(
        "Level you aim for",
        "Not a test: for a small project level 1 is a good place to be. Aim no higher than the decisions that hang on it.",
        alike={"ge": 1, "le": 5},
        example="2",
    )
    why: str = text(
        "Why this level is enough",
        "What will be decided on the strength of it, and by whom.",
        example="The trust decides about another year. It wants to know what changed, not proof of why.",
        good="We only want to learn what to do better, so what people tell us is enough.",
        bad="The funder would like us to prove our impact.",
        is_long=True,
        limit=600,
    )
    evaluator: Literal["ourselves", "independent"] | None = asked(
        "Who judges the results",
        "Ourselves: the people who run the work also study it. Independent: somebody with nothing to gain from the answer.",
        labels={"ourselves": "We ourselves", "independent": "Somebody independent"},
    )
    evaluator_who: str = text(
        "Who that is", example="The evaluation unit of a university, under an agreement", limit=200
    )
