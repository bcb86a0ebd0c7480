"""LimeSurvey: CSV with semicolons or commas, XLSX or SPSS; headings by question code, by text or both; codes or full answers.

A question's code holds letters and digits only, so `q1_7` is `q1x7` there and a line of a grid `q1x1[age]`, or `q1x1_age`. A
select-all question has one column per option, Y where it is ticked. Who never sent the answers has no date of submission.
Answers to "Other" are `-oth-`, what was written in stands in a column of its own.
"""

import re

from helpers.catalogue.records import Option, Question
from helpers.survey.exports.tool import UNFINISHED, Aside, Tool, is_blank, is_option_column
from helpers.survey.keys import key
from helpers.survey.values import labels_of

_SUBMITTED = ("submitdate", "Date submitted", "submitdate. Date submitted")
_OTHER, _OTHER_IN_WORDS = "-oth-", "Other"
_SPECIFY = re.compile(r"\b(specify|describe)\b", re.IGNORECASE)
_BEGINS_WITH_OTHER = re.compile(r"\W*(any other|other|another)\b", re.IGNORECASE)
_NO_DATE = "1980-01-01"
"""The day of every answer to a survey that keeps no dates."""
_TICKS = {"yes": "1", "no": "0", "n a": "", "not selected": "0"}
"""What full answers say of every option: N/A where the question was not put to the person."""


def _cell(question: Question, column: str, text: str) -> str:
    """`-oth-` is the one option that invites people to write in their own answer."""
    if is_option_column(question, column):
        return _TICKS.get(key(text), text)
    if text.strip() not in (_OTHER, _OTHER_IN_WORDS) or key(text) in labels_of(question):
        return text
    own = _own_answer(question)
    if own is None:
        return text
    return own.label if text.strip() == _OTHER_IN_WORDS else str(own.code)


def _own_answer(question: Question) -> Option | None:
    """The option that asks people to specify, else the one that begins with "other"; None where there are several."""
    for pattern in (_SPECIFY, _BEGINS_WITH_OTHER):
        found = [option for option in question.options if pattern.search(option.label)]
        if len(found) == 1:
            return found[0]
    return None


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
    no_date=_NO_DATE,
)
