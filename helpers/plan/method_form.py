"""Tool 5 and the way of asking as groups of the form of step 1.3."""

from helpers.forms import Choice, Group, field
from helpers.plan import kind, mode
from helpers.project.record import Project
from helpers.reports.words import capital

KINDS = tuple(Choice(code, capital(code), text) for code, text in kind.TRADE_OFFS.items())
MODES = (
    Choice(
        "face to face",
        "Face to face",
        "At the door, in the street, at events. Most often the best for what is personal.",
    ),
    Choice("telephone", "By telephone", "From a list of numbers that you may use."),
    Choice("online", "Online", "By a link, from a list or open to anybody."),
    Choice("paper", "On paper", "Filled in by people themselves."),
    Choice("mixed", "In more than one way", "Reaches more people, and makes answers harder to set side by side."),
)
PLACES = (
    Choice("door to door", "Door to door"),
    Choice("visit", "At home, by appointment"),
    Choice("street", "In the street"),
    Choice("events", "At events and sessions"),
)


def kinds(record: Project) -> tuple[Group, ...]:
    """Numbers, words or both: the suggestion, then the decision and why."""
    return (
        Group(
            "Numbers, words or both",
            (field("approach.balance", choices=KINDS, is_needed=True), field("approach.method.kind_why")),
            help=kind.suggestion(record),
        ),
    )


def modes(record: Project) -> tuple[Group, ...]:
    """The way of asking, where people are met, whom it misses; a change of way is warned of beside its field."""
    spoken = record.approach.mode == mode.FACE_TO_FACE
    place = (field("approach.method.place", choices=PLACES, is_needed=True),) if spoken else ()
    again = (
        (field("approach.method.later_mode", choices=MODES),)
        if (record.approach.n_waves or 1) > 1 or record.approach.method.later_mode
        else ()
    )
    return (
        Group(
            "How people are asked",
            (
                field("approach.mode", choices=MODES, is_needed=True),
                *place,
                field("approach.method.mode_why"),
                field("approach.method.missed", is_needed=True),
                *again,
            ),
            help=mode.default(),
            problems=_changes,
        ),
    )


def _changes(record: Project) -> dict[str, str]:
    said = mode.changes(record)
    later = record.approach.method.later_mode
    return (
        {f"approach.{'method.later_mode' if later and later != record.approach.mode else 'mode'}": said} if said else {}
    )
