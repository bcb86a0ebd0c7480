"""Microsoft Forms: XLSX; labels in full, several choices each with a semicolon behind it.

Every line of a Likert question is headed by the line's words alone; of repeated headings the later ones get a number
behind them. There are no unfinished answers.
"""

from helpers.survey.exports.tool import Tool

TOOL = Tool(name="Microsoft Forms", signatures=(frozenset({"ID", "Start time", "Completion time"}),))
