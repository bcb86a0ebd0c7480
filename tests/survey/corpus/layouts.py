"""Headers, totals, blank rows, columns twice or renamed, and every layout of a select-all question."""

from .case import HEAD, LEISURE, NAN, Case, N, rows
from .writers import as_csv

OPTIONS = range(1, 14)
WITHOUT_23 = tuple(heading for heading in HEAD if heading != "2.3")


def headers():
    good = rows()
    yield Case("a title above", "a.csv", as_csv([["Wellbeing survey 2025"], [], *good]), "accept", "title_rows", row=3)
    yield Case(
        "five lines above",
        "a.csv",
        as_csv([["Report"], ["From", "May"], [], ["Draft"], [], *good]),
        "accept",
        "title_rows",
        row=6,
    )
    wordings = ["Number", "Consent", "How often do you feel lonely?", "", "How old are you?", "Q2.4", "Q2.3", "Q3.3"]
    yield Case(
        "a second header row", "a.csv", as_csv([good[0], wordings, *good[1:]]), "warn", "header_rows_more", row=2
    )
    yield Case(
        "a second and a third header row",
        "a.csv",
        as_csv([good[0], wordings, list(HEAD), *good[1:]]),
        "warn",
        "header_rows_more",
        row=2,
        says=("2, 3",),
    )
    yield Case(
        "the header once more inside", "a.csv", as_csv([*good[:8], good[0], *good[8:]]), "warn", "header_inside", row=9
    )
    yield Case("a header and nothing else", "a.csv", as_csv(good[:1]), "refuse", "no_rows")
    yield Case("a header and blank rows", "a.csv", as_csv([good[0], *[[""] * 8] * 5]), "refuse", "no_rows")
    yield Case("no header", "a.csv", as_csv(good[1:]), "refuse")
    shouted = [str(cell).upper() for cell in ("id", "consent", "q1.7", "q3.19", "Age", "q2_4", "q2_3", "q3_3")]
    yield Case("headings in capitals", "a.csv", as_csv([shouted, *good[1:]]), "accept")
    worded = [
        "ID",
        "Consent",
        "1.7 How often\ndo you feel lonely?",
        "Q3.19",
        "How old are you? ",
        "Q 2.4",
        "Question 2.3",
        "q3_3",
    ]
    yield Case("headings in words and over two lines", "a.csv", as_csv([worded, *good[1:]]), "accept")
    blank = [["", *good[0][1:]], *good[1:]]
    yield Case(
        "a column without heading",
        "a.csv",
        as_csv(blank),
        "accept",
        "columns_unused",
        says=("column A",),
        answers={"respondent_id": [str(n + 2) for n in range(N)]},
    )
    yield Case(
        "other people's questions",
        "a.csv",
        as_csv([["colour", "size"], *[["red", 3]] * 9]),
        "refuse",
        "no_questions",
        says=("'colour'", "mapping"),
    )


def columns():
    yield Case(
        "one question in two columns",
        "a.csv",
        as_csv([[*HEAD, "1.7"], *([*row, 3] for row in rows()[1:])]),
        "refuse",
        "column_twice",
        column="1.7",
        says=("column C", "column I"),
    )
    yield Case(
        "one question under two names",
        "a.csv",
        as_csv(rows(columns={"How often do you feel lonely?": [2]})),
        "refuse",
        "column_twice",
        says=("q1_7",),
    )
    yield Case("a blank twin", "a.csv", as_csv([[*HEAD, "1.7"], *([*row, ""] for row in rows()[1:])]), "accept")
    yield Case(
        "a twin renamed by a program",
        "a.csv",
        as_csv(rows(columns={"1.7.1": [2]})),
        "warn",
        "repeated_headings",
        column="1.7.1",
    )
    renamed = [["loneliness" if cell == "1.7" else cell for cell in row] for row in rows()]
    yield Case(
        "a renamed column",
        "a.csv",
        as_csv(renamed),
        "accept",
        "columns_unused",
        says=("'loneliness'",),
        answers={"q1_7": [NAN] * N},
    )
    yield Case("a renamed column, mapped", "a.csv", as_csv(renamed), "accept", mapping={"loneliness": "q1_7"})
    yield Case(
        "a mapping to nothing there is",
        "a.csv",
        as_csv(renamed),
        "refuse",
        "mapping_unknown_target",
        column="loneliness",
        value="q1_77",
        mapping={"loneliness": "q1_77"},
    )
    yield Case(
        "a mapping of a column that went",
        "a.csv",
        as_csv(renamed),
        "refuse",
        "mapping_unknown_column",
        column="lonely",
        says=("'loneliness'",),
        mapping={"lonely": "q1_7"},
    )
    yield Case(
        "3.10, which is printed twice",
        "a.csv",
        as_csv(rows(columns={"3.10": [1, 2]})),
        "warn",
        "column_unsure",
        column="3.10",
    )
    yield Case(
        "names and addresses beside",
        "a.csv",
        as_csv(rows(columns={"Full name": ["A B"], "E-mail address": ["a@example.org"]})),
        "accept",
        "identifier_column",
        says=("Full name", "E-mail address"),
    )
    wide = rows(columns={f"extra {n}": [n] for n in range(300)})
    yield Case("three hundred columns more", "a.csv", as_csv(wide), "accept", "columns_unused", says=("290 more",))


def totals():
    good = rows()
    yield Case(
        "a total at the end",
        "a.csv",
        as_csv([*good, ["Total", "", 60, 90, 780, 30, "", ""]]),
        "warn",
        "totals_row",
        row=22,
    )
    yield Case(
        "a total and a mean",
        "a.csv",
        as_csv([*good, ["Total", "", 60, 90, 780, 30, "", ""], ["Mean", "", 3, 4.5, 39, 1.5, "", ""]]),
        "warn",
        "totals_row",
        row=22,
        says=("22, 23",),
    )
    yield Case(
        "a total after a blank row",
        "a.csv",
        as_csv([*good, [""] * 8, ["TOTALS", "20", "", "", "", "", "", ""]]),
        "warn",
        "totals_row",
        row=23,
    )
    yield Case(
        "sums without a word", "a.csv", as_csv([*good, ["", "", 60, 91, 780, 30, "", ""]]), "warn", "totals_row", row=22
    )
    yield Case(
        "a remark below",
        "a.csv",
        as_csv([*good, ["Typed in by Jo on Friday", *[""] * 7]]),
        "warn",
        "no_consent",
        says=("1 of 21",),
    )
    blank = [good[0], *(line for row in good[1:] for line in (row, [""] * 8))]
    yield Case("a blank row after every person", "a.csv", as_csv(blank), "accept")
    yield Case("rows of blanks and tabs", "a.csv", as_csv([*good[:4], [" ", "\t", *[""] * 6], *good[4:]]), "accept")
    yield Case("a hundred blank rows below", "a.csv", as_csv([*good, *[[""] * 8] * 100]), "accept")


def _ticks(write):
    """One column per option of 2.3, each cell as `write(is_ticked)`."""

    def cell(number, code):
        return write(code in LEISURE[number % 5])

    return {f"2.3_{code}": (lambda number, code=code: cell(number, code)) for code in OPTIONS}


def select_all():
    by_code = rows(columns={"2.3": lambda n: "; ".join(map(str, sorted(LEISURE[n % 5])))})
    yield Case("ticks joined by semicolons", "a.csv", as_csv(by_code), "accept")
    for name, joint in (("commas", ","), ("commas and blanks", ", "), ("line breaks", "\n"), ("bars", "|")):
        made = rows(columns={"2.3": lambda n, joint=joint: joint.join(map(str, sorted(LEISURE[n % 5])))})
        yield Case(f"ticks joined by {name}", "a.csv", as_csv(made), "accept")
    for name, yes, no in (
        ("1 and 0", 1, 0),
        ("TRUE and FALSE", "TRUE", "FALSE"),
        ("x and blank", "x", ""),
        ("yes and no", "Yes", "No"),
        ("1 and blank", 1, ""),
    ):
        made = rows(columns=_ticks(lambda is_ticked, yes=yes, no=no: yes if is_ticked else no), head=WITHOUT_23)
        yield Case(f"a column per option, {name}", "a.csv", as_csv(made), "accept")
    for name, form in (("slash", "q2_3/{}"), ("dot", "q2_3.{}"), ("group", "about/q2_3/{}")):
        made = rows(columns=_ticks(int), head=WITHOUT_23)
        head = [form.format(cell.split("_")[1]) if str(cell).startswith("2.3_") else cell for cell in made[0]]
        yield Case(f"a column per option with a {name}", "a.csv", as_csv([head, *made[1:]]), "accept")
    both = rows(columns=_ticks(int))
    yield Case("both layouts that agree", "a.csv", as_csv(both), "accept")
    wrong = [list(row) for row in both]
    wrong[5][wrong[0].index("2.3_9")] = 1
    yield Case(
        "both layouts that do not agree", "a.csv", as_csv(wrong), "refuse", "layouts_differ", row=6, says=("2.3",)
    )
    yield Case(
        "an option that is none, once",
        "a.csv",
        as_csv(rows({(6, "2.3"): "3 14"})),
        "warn",
        "out_of_range",
        row=8,
        column="2.3",
        value="",
        answers={f"q2_3_{code}": {6: NAN} for code in OPTIONS},
    )
    yield Case(
        "an option that is none, often",
        "a.csv",
        as_csv(rows(columns={"2.3": ["3", "3 77"]})),
        "refuse",
        "recoded",
        column="2.3",
    )
    yield Case(
        "none of these with others",
        "a.csv",
        as_csv(rows({(6, "2.3"): "3 13"})),
        "warn",
        "none_with_others",
        row=8,
        column="2.3",
        answers={f"q2_3_{code}": {6: NAN} for code in OPTIONS},
    )
    added = rows(columns=_ticks(int) | {"2.3_9": lambda n: "" if n < 8 else 0}, head=WITHOUT_23)
    yield Case(
        "an option added mid-fieldwork",
        "a.csv",
        as_csv(added),
        "warn",
        "option_not_offered",
        row=2,
        column="2.3_9",
        says=("8 people",),
        answers={"q2_3_9": {n: NAN for n in range(8)}},
    )
    fewer = rows(columns={name: values for name, values in _ticks(int).items() if name != "2.3_9"}, head=WITHOUT_23)
    yield Case(
        "an option without a column",
        "a.csv",
        as_csv(fewer),
        "warn",
        "option_columns_missing",
        answers={"q2_3_9": [NAN] * N},
    )
    label = rows({(11, "2.3"): "Watch TV; Go to a new place"})
    yield Case(
        "a new option in words, once",
        "a.csv",
        as_csv(label),
        "warn",
        "out_of_range",
        row=13,
        answers={f"q2_3_{code}": {11: NAN} for code in OPTIONS},
    )
    yield Case(
        "ticks as 2 and 1",
        "a.csv",
        as_csv(rows(columns=_ticks(lambda is_ticked: 2 - is_ticked), head=WITHOUT_23)),
        "refuse",
        "recoded",
    )
    yield Case("minus nine in ticks", "a.csv", as_csv(rows(columns={"2.3": ["-9"]})), "refuse", "recoded", column="2.3")


def cases():
    for made in (headers, columns, totals, select_all):
        yield from made()
