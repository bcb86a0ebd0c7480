"""KoboToolbox: XLSX, or CSV with semicolons; headings by XML name or by label, groups before them with a slash.

A select-many question stands in one column, choices joined by blanks, and in one 0/1 column per choice behind a slash.
A submission that was reviewed and not approved is no answer.
"""

from helpers.survey.exports.tool import REJECTED, Aside, Tool, is_word

TOOL = Tool(
    name="KoboToolbox",
    signatures=(
        frozenset({"_uuid", "_submission_time"}),
        frozenset({"_id", "_validation_status"}),
        frozenset({"_id", "_submission_time"}),
    ),
    aside=(Aside(REJECTED, ("_validation_status",), is_word("Not approved", "validation_status_not_approved")),),
)
