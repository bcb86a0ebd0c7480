"""The sample as groups of the form of step 1.3: how many, who, and what the figures reckon with."""

from helpers.forms import Choice, Group, field
from helpers.plan import sample_design
from helpers.project.record import Project

RECRUITMENT = (
    Choice(
        "everyone",
        "Everyone is asked",
        "Each person in the population, so that only those who don't answer are missing.",
    ),
    Choice(
        "random",
        "Chance decides who is asked",
        "From a list or by a rule such as every fifth door. Margins then mean what they say.",
    ),
    Choice(
        "chose to join",
        "People choose to join",
        "An open link, an event, the street. No number of answers mends what that leaves out.",
    ),
)
RETURNING = (
    Choice(
        "same people", "The same people", "Needs a code by which answers are joined, and consent to be asked again."
    ),
    Choice("different people", "Other people", "A fresh sample each time, found in the same way."),
    Choice("some of both", "Some of both", "Those who are lost are replaced."),
)


def groups(record: Project) -> tuple[Group, ...]:
    """Who is asked and how many; then what is hoped for and expected, which the tables reckon with."""
    return (_who(), _precision(), *_again(record))


def _who() -> Group:
    return Group(
        "Who is asked, and how many",
        (
            field("approach.sample.target"),
            field("approach.sample.population"),
            field("approach.sample.recruitment", choices=RECRUITMENT),
            field("approach.sample.how", is_needed=True),
            field("approach.sample.reach"),
        ),
        help="The table below says what so many answers can tell. More of the same kind of people is not a better sample.",
        problems=sample_design.problems,
    )


def _precision() -> Group:
    return Group(
        "What the figures reckon with",
        (
            field("approach.sample.margin_points"),
            field("approach.sample.expected_percent"),
            field("approach.sample.response_percent"),
            field("approach.sample.design_effect"),
        ),
        help="All of these may stay empty. Then a cautious value is used, and the summary says which.",
        layout="two columns",
    )


def _again(record: Project) -> tuple[Group, ...]:
    """Left out where people are asked once, unless something was filled in before that was decided."""
    sample, n_waves = record.approach.sample, record.approach.n_waves
    filled = (sample.returning, sample.change_points, sample.attrition_percent, sample.correlation)
    if n_waves == 1 and not any(one is not None for one in filled):
        return ()
    how_often = "" if n_waves else " Say how often you ask under time and money; leave this empty if it is once."
    return (
        Group(
            "Going back",
            (
                field("approach.sample.returning", choices=RETURNING, is_needed=n_waves is not None),
                field("approach.sample.change_points"),
                field("approach.sample.attrition_percent"),
                field("approach.sample.correlation"),
            ),
            help=f"What change you could see depends on whether the same people answer again.{how_often}",
            layout="two columns",
        ),
    )
