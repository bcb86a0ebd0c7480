"""Step 1.3: the people whose change is set beside the change of those who took part."""

from helpers.project.record.part import Part, asked, text


class Comparison(Part):
    """People who did not take part, asked the same questions. Planned first; told apart in the answers later."""

    who: str = text(
        "Who the comparison group is",
        "People as like those who take part as you can find, who are asked the same questions at the same times.",
        example="People on the waiting list, who are matched after the last wave.",
        good="The next thirty on the list, asked the same questions in the same weeks.",
        bad="Londoners in general.",
        is_long=True,
        limit=600,
    )
    how_formed: str = text(
        "How it was formed",
        "What decides who is in which group. A lot or a date is fair; a wish or a judgement makes the groups unlike "
        "from the start.",
        example="By date of referral: before 1 March in the first round, later in the second.",
        is_long=True,
        limit=600,
    )
    is_self_selected: bool | None = asked(
        "Did people choose their group themselves?",
        "Yes if anybody could decide to take part or to stay out. Then the groups may have differed from the start.",
    )
    question: str = text(
        "Question that tells the groups apart",
        "One of your own questions of step 1.2. It may be filled in by the office. Choose it when it is there.",
    )
    programme_code: int | None = asked("Its answer for those who took part", "The number of the answer.", example="1")
    comparison_code: int | None = asked("Its answer for the comparison group", "The number of the answer.", example="2")

    @property
    def is_told_apart(self) -> bool:
        """Whether answers can be sorted into the two groups."""
        return bool(self.question) and None not in (self.programme_code, self.comparison_code)
