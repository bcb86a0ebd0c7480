"""What is particular to each survey tool: how it heads its columns, writes its answers, and marks what is no answer.

One module per tool and one list of them. Where a tool needs nothing of its own, the rest of the room reads it as it reads
a table typed by hand.
"""

from collections.abc import Iterable

from helpers.survey.exports import google, kobo, limesurvey, microsoft, odk, qualtrics, surveymonkey
from helpers.survey.exports.tool import Tool

TOOLS = (kobo.TOOL, odk.TOOL, qualtrics.TOOL, surveymonkey.TOOL, limesurvey.TOOL, microsoft.TOOL, google.TOOL)
"""The first whose signature is there wrote the file: those with the surest signatures come first."""
TYPED = Tool(name="typed by hand")
SPSS = Tool(name="SPSS")


def tool_of(headings: Iterable[str]) -> Tool:
    """The tool whose headings these are.

    Examples
    --------
    >>> tool_of(["Timestamp", "How often do you feel lonely?"]).name
    'Google Forms'
    """
    seen = {heading.strip().casefold() for heading in headings}
    return next((tool for tool in TOOLS if tool.wrote(seen)), TYPED)


def named(name: str) -> Tool:
    """The tool of that name."""
    return next((tool for tool in (*TOOLS, SPSS) if tool.name == name), TYPED)
