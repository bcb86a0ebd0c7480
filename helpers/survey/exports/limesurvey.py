"""LimeSurvey: CSV with semicolons or commas, XLSX or SPSS; headings by question code, by text or both; codes or full answers.

A question's code holds letters and digits only, so `q1_7` is `q1x7` there and a line of a grid `q1x1[age]`, or `q1x1_age`. A
select-all question has one column per option, Y where it is ticked. Who never sent the answers has no date of submission.
Answers to "Other" are `-oth-`, what was written in stands in a column of its own.
"""

from helpers.catalogue.records import Question
from helpers.survey.exports.tool import UNFINISHED, Aside, Tool, is_blank, is_option_column
from helpers.survey.keys import key
from helpers.survey.values import takes_other_answers

_SUBMITTED = ("submitdate", "Date submitted", "submitdate. Date submitted")
_OTHER = "-oth-"
_TICKS = {"yes": "1", "no": "0", "n a": "", "not selected": "0"}
"""What full answers say of every option: N/A where the question was not put to the person."""


def _cell(question: Question, column: str, text: str) -> str:
    """`-oth-` is the one option that invites people to write in their own answer."""
    if is_option_column(question, column):
        return _TICKS.get(key(text), text)
    if text.strip() != _OTHER:
        return text
    own = [
        option for option in question.options if takes_other_answers(question.model_copy(update={"options": (option,)}))
    ]
    return str(own[0].code) if len(own) == 1 else text


TOOL = Tool(
    name="LimeSurvey",
    signatures=(
        frozenset({"submitdate", "lastpage"}),
        frozenset({"submitdate", "startlanguage"}),
        frozenset({"Date submitted", "Last page"}),
        frozenset({"Response ID", "Date submitted"}),
        frozenset({"submitdate. Date submitted", "lastpage. Last page"}),
        frozenset({"id. Response ID", "submitdate. Date submitted"}),
    ),
    aside=(Aside(UNFINISHED, _SUBMITTED, is_blank),),
    cell=_cell,
)
