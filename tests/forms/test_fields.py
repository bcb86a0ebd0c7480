"""What a form asks comes from the record; what an input holds becomes what the record holds, and back."""

import re
from datetime import date

import pytest

from helpers.forms import Choice, field
from helpers.forms.guard import WrongAnswer
from helpers.forms.schema import asked_for
from helpers.forms.values import LONGEST, meant, problem_with, shown
from helpers.project.record import Part, Project

AIM = field("purpose.aim")
COUNT = field("approach.sample.population")
DAY = field("approach.consent.retention_date")
STEPS = field("purpose.theory_of_change.steps")
OPTIONS = field("measures.own_questions[].options")
PURPOSE = field("purpose.research_purpose")
SEVERAL = field("purpose.thematic_focus", choices=(Choice("a", "A"), Choice("b", "B")))
IS_INVENTED = field("is_invented")


def test_a_field_is_asked_for_as_the_record_says_unless_the_form_says_otherwise():
    title, help = Project.model_fields["purpose"].annotation.model_fields["aim"].title, asked_for("purpose.aim").help
    assert (AIM.label, AIM.help) == (title, help) and AIM.is_needed and AIM.example
    other = field("purpose.aim", label="Aims", help="", limit=5, kind="text")
    assert (other.label, other.help, other.limit, other.kind) == ("Aims", "", 5, "text")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("purpose.aim", "long"),
        ("purpose.research_purpose", "choice"),
        ("purpose.theory_of_change.steps", "lines"),
        ("purpose.questions", "entries"),
        ("approach.sample.population", "number"),
        ("approach.consent.retention_date", "date"),
        ("is_invented", "yes_no"),
        ("measures.own_questions[].options", "options"),
        ("feedback.sections", "pairs"),
    ],
)
def test_the_kind_follows_from_what_the_record_holds(path, kind):
    assert field(path).kind == kind


def test_choices_make_a_choice_of_a_text_and_several_of_a_list():
    choices = (Choice("a", "A"),)
    assert field("purpose.organisation_type", choices=choices).kind == "choice"
    assert field("purpose.thematic_focus", choices=choices).kind == "choices"


@pytest.mark.parametrize("path", ["purpose.nothing", "purpose.aim.deeper", "purpose.questions.text", "", "nothing[].x"])
def test_a_form_that_names_what_the_record_has_not_fails_where_it_is_written(path):
    with pytest.raises(KeyError):
        field(path)


def test_every_field_of_the_record_can_be_asked_for():
    seen = []

    def walk(part, path):
        for name, info in part.model_fields.items():
            asked = asked_for(f"{path}{name}")
            if isinstance(asked.takes, type) and issubclass(asked.takes, Part):
                walk(asked.takes, f"{path}{name}.")
            elif asked.entry and not asked.entry.KEY:
                continue
            elif name != "margins":
                seen.append(field(f"{path}{name}").kind)
            assert info is not None

    walk(Project, "")
    assert len(seen) > 60 and {"text", "long", "entries", "number", "choice"} <= set(seen)


@pytest.mark.parametrize(
    ("asked", "given", "plain"),
    [
        (AIM, "Two\r\nlines", "Two\nlines"),
        (AIM, "bell\x07 null\x00 tab\t", "bell null tab\t"),
        (AIM, "half \ud83d a letter", "half � a letter"),
        (field("purpose.aim", kind="text"), "one\n two", "one two"),
        (COUNT, "", None),
        (COUNT, " 1,200 ", 1200),
        (field("approach.weighting.cap"), "4.50", 4.5),
        (DAY, "2027-06-01", "2027-06-01"),
        (DAY, "", None),
        (STEPS, " Tea. \n\n  \nVisits.\n", ["Tea.", "Visits."]),
        (OPTIONS, "1 Yes\n02. No\n-9: Not asked", {"1": "Yes", "2": "No", "-9": "Not asked"}),
        (PURPOSE, "impact", "impact"),
        (PURPOSE, "", None),
        (SEVERAL, ["b", "a", "b"], ["a", "b"]),
        (IS_INVENTED, "yes", True),
    ],
)
def test_what_a_browser_sends_becomes_what_the_record_holds_and_back(asked, given, plain):
    offered = asked.offered(Project(title="x"))
    assert meant(asked, given, offered) == plain
    again = shown(asked, plain)
    assert meant(asked, again, offered) == plain


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (AIM, None),
        (AIM, 7),
        (AIM, ["text"]),
        (AIM, {"text": 1}),
        (AIM, "x" * (LONGEST + 1)),
        (COUNT, "many"),
        (COUNT, "1.5"),
        (COUNT, "1,2"),
        (COUNT, "0"),
        (COUNT, "-3"),
        (COUNT, "१२"),
        (COUNT, 12),
        (COUNT, "9" * 400),
        (field("approach.weighting.cap"), "1"),
        (field("approach.weighting.cap"), "nan"),
        (field("approach.weighting.cap"), "1e9"),
        (DAY, "31/05/2027"),
        (DAY, "2027-02-30"),
        (DAY, "0026-05-01"),
        (DAY, 0),
        (STEPS, ["a"]),
        (STEPS, "\n".join(map(str, range(501)))),
        (OPTIONS, "Yes"),
        (OPTIONS, "1 Yes\n1 No"),
        (PURPOSE, "revenge"),
        (PURPOSE, ["impact"]),
        (PURPOSE, None),
        (SEVERAL, "a"),
        (SEVERAL, ["a", "c"]),
        (SEVERAL, [["a"]]),
        (SEVERAL, [{}]),
        (IS_INVENTED, True),
        (IS_INVENTED, ""),
        (IS_INVENTED, "perhaps"),
    ],
)
def test_what_does_not_fit_is_refused_in_plain_words(asked, given):
    with pytest.raises(WrongAnswer) as problem:
        meant(asked, given, asked.offered(Project(title="x")))
    assert problem.value.what.endswith(".") and problem.value.fix.endswith(".")
    assert problem.value.where == asked.label


def test_a_choice_that_is_no_longer_offered_may_stay_and_no_other():
    assert meant(SEVERAL, ["old", "a"], SEVERAL.choices, held=["old"]) == ["a", "old"]
    with pytest.raises(WrongAnswer):
        meant(SEVERAL, ["older"], SEVERAL.choices, held=["old"])


def test_more_than_the_limit_is_said_and_no_fault():
    assert problem_with(field("purpose.aim", limit=5), "12345") == ""
    assert problem_with(field("purpose.aim", limit=5), "123456") == "Keep it to 5 letters. It is saved as it is."
    assert problem_with(field("purpose.theory_of_change.steps", limit=3), "abc\nabcdef\nx").startswith(
        "Keep line 2 to 3 letters."
    )


def test_what_is_too_long_to_be_saved_names_the_limit_of_its_field_and_no_other():
    for asked, limit in (
        (field("purpose.aim", limit=500), "500 letters"),
        (field("title", limit=None), f"{LONGEST:,} letters"),
    ):
        with pytest.raises(WrongAnswer) as problem:
            meant(asked, "x" * (LONGEST + 1))
        assert limit in str(problem.value)
        assert len(re.findall(r"[\d,]+ letters", str(problem.value))) == 1


def test_values_of_the_record_are_shown_as_inputs_hold_them():
    assert (
        shown(AIM, None) == "" and shown(COUNT, 1200) == "1200" and shown(field("approach.weighting.cap"), 4.0) == "4"
    )
    assert shown(DAY, date(2027, 6, 1).isoformat()) == "2027-06-01"
    assert shown(IS_INVENTED, False) == "no" and shown(AIM, "a\r\nb") == "a\nb"
