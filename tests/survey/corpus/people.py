"""Consent, age, ids, codes, weights, dates, and what people write that must not get out or run."""

from datetime import date

from .case import HEAD, Case, N, rows
from .writers import as_csv


def consent():
    without = tuple(heading for heading in HEAD if heading != "consent")
    yield Case(
        "no column for consent",
        "a.csv",
        as_csv(rows(head=without)),
        "refuse",
        "consent_column_missing",
        says=("consent_analyse",),
    )
    for name, text in (
        ("no", "No"),
        ("blank", ""),
        ("two", "2"),
        ("nought", "0"),
        ("a refusal in words", "I do not agree"),
    ):
        yield Case(
            f"consent: {name}",
            "a.csv",
            as_csv(rows({(3, "consent"): text, (7, "consent"): text})),
            "warn",
            "no_consent",
            says=("2 of 20",),
            gone=(3, 7),
        )
    yield Case(
        "consent unclear",
        "a.csv",
        as_csv(rows({(3, "consent"): "maybe"})),
        "warn",
        "consent_unclear",
        row=5,
        column="consent",
        gone=(3,),
    )
    yield Case(
        "nobody agreed",
        "a.csv",
        as_csv(rows(columns={"consent": ["No"]})),
        "refuse",
        "nobody_left",
        says=("20 no consent",),
    )
    yield Case("consent as 1", "a.csv", as_csv(rows(columns={"consent": [1]})), "accept")
    yield Case("consent in words", "a.csv", as_csv(rows(columns={"consent": ["Yes, I agree to take part"]})), "accept")
    yield Case(
        "under 16",
        "a.csv",
        as_csv(rows({(2, "3.2"): 15, (9, "3.2"): "aged 12"})),
        "warn",
        "under_16",
        says=("2 of 20",),
        gone=(2, 9),
    )
    for text in ("teenager", "15-17", "-9", "2009", "under 18"):
        yield Case(
            f"an age like {text}",
            "a.csv",
            as_csv(rows({(2, "3.2"): text})),
            "warn",
            "age_unreadable",
            row=4,
            column="3.2",
            value="",
            gone=(2,),
        )
    yield Case("everybody under 16", "a.csv", as_csv(rows(columns={"3.2": [12]})), "refuse", "nobody_left")


def numbers():
    yield Case(
        "an id twice",
        "a.csv",
        as_csv(rows({(9, "id"): "R04"})),
        "refuse",
        "duplicate_ids",
        row=11,
        column="id",
        value="R04",
        says=("rows 6 and 11",),
    )
    yield Case("the file twice over", "a.csv", as_csv([*rows(), *rows()[1:]]), "refuse", "duplicate_ids", row=22)
    yield Case(
        "ids made the same by a spreadsheet",
        "a.csv",
        as_csv(rows(columns={"id": ["1.23E+15"]})),
        "refuse",
        "duplicate_ids",
        row=3,
    )
    yield Case(
        "ids with leading noughts",
        "a.csv",
        as_csv(rows(columns={"id": lambda n: f"00{n:02}"})),
        "accept",
        answers={"respondent_id": [f"00{n:02}" for n in range(N)]},
    )
    yield Case(
        "an id left blank", "a.csv", as_csv(rows({(4, "id"): ""})), "accept", answers={"respondent_id": {4: "row 6"}}
    )
    yield Case(
        "panel codes that collide",
        "a.csv",
        as_csv(rows(columns={"panel_code": lambda n: "an 07" if n == 3 else "AN07" if n == 8 else f"BO{n:02}"})),
        "warn",
        "panel_codes_shared",
        row=5,
        column="panel_code",
        value="",
        answers={"panel_code": [None if n in (3, 8) else f"BO{n:02}" for n in range(N)]},
        ids=True,
    )
    yield Case(
        "panel codes that are none",
        "a.csv",
        as_csv(rows(columns={"panel_code": ["none", "N/A", "?", "no code", "0"]})),
        "accept",
        answers={"panel_code": [None] * N},
    )
    yield Case(
        "panel codes with leading noughts",
        "a.csv",
        as_csv(rows(columns={"panel_code": lambda n: f"00{n + 1:02}"})),
        "accept",
        answers={"panel_code": [f"00{n + 1:02}" for n in range(N)]},
    )


def weights():
    def made(wrong, heading="weight"):
        return as_csv(rows(columns={heading: lambda n: wrong if n == 6 else 1 + n % 2 / 2}))

    def kept(wrong):
        return {"weight": [wrong if n == 6 else 1 + n % 2 / 2 for n in range(N)]}

    for name, text in (
        ("missing", ""),
        ("in words", "heavy"),
        ("in percent", "120%"),
        ("with a comma", "1,2"),
        ("nan", "nan"),
        ("beyond all numbers", "1e400"),
    ):
        yield Case(f"a weight {name}", "a.csv", made(text), "refuse", "weight_missing", row=8, column="weight")
    yield Case("a weight below nought", "a.csv", made("-0.5"), "refuse", "weight_negative", row=8, column="weight")
    yield Case(
        "a weight of nought", "a.csv", made("0"), "warn", "weight_zero", row=8, column="weight", answers=kept(0.0)
    )
    yield Case(
        "a giant weight", "a.csv", made("80"), "warn", "weight_large", row=8, column="weight", answers=kept(80.0)
    )
    yield Case(
        "weights all nought",
        "a.csv",
        as_csv(rows(columns={"weight": [0]})),
        "refuse",
        "weight_all_zero",
        column="weight",
    )
    yield Case(
        "weights of bodies",
        "a.csv",
        as_csv(rows(columns={"weight": [71, 58.5]})),
        "warn",
        "weight_not_used",
        column="weight",
    )
    yield Case(
        "weights in order",
        "a.csv",
        as_csv(rows(columns={"weight": [0.5, 1.5]})),
        "warn",
        "weights_used",
        column="weight",
        answers={"weight": [0.5, 1.5] * 10},
    )


def days(*texts):
    return as_csv(rows(columns={"Timestamp": texts}))


def dates():
    def on(*days):
        return {
            "submitted_on": [
                None if day is None else date.fromisoformat(day) for n in range(N) for day in [days[n % len(days)]]
            ]
        }

    yield Case(
        "dates as they should be",
        "a.csv",
        days("2025-03-04", "2025-03-13 10:00"),
        "accept",
        answers=on("2025-03-04", "2025-03-13"),
    )
    yield Case(
        "day before month", "a.csv", days("04/03/2025", "13/03/2025"), "accept", answers=on("2025-03-04", "2025-03-13")
    )
    yield Case(
        "month before day",
        "a.csv",
        days("3/4/2025", "3/13/2025"),
        "accept",
        "dates_month_first",
        column="Timestamp",
        answers=on("2025-03-04", "2025-03-13"),
    )
    yield Case(
        "either order",
        "a.csv",
        days("03/04/2025", "05/06/2025"),
        "warn",
        "dates_ambiguous",
        row=2,
        column="Timestamp",
        says=("--date",),
        answers=on(None),
    )
    yield Case(
        "both orders",
        "a.csv",
        days("13/03/2025", "3/14/2025", "03/04/2025"),
        "warn",
        "dates_ambiguous",
        row=4,
        column="Timestamp",
        answers=on("2025-03-13", "2025-03-14", None),
    )
    yield Case(
        "a spreadsheet's day numbers",
        "a.csv",
        days("45720", "45729.5"),
        "accept",
        answers=on("2025-03-04", "2025-03-13"),
    )
    yield Case(
        "days that are none",
        "a.csv",
        days("2025-03-04", "2025-13-45"),
        "accept",
        "dates_unclear",
        row=3,
        answers=on("2025-03-04", None),
    )
    yield Case(
        "days in words", "a.csv", days("4 Mar 2025", "March 13, 2025"), "accept", answers=on("2025-03-04", "2025-03-13")
    )


def words():
    def said(text, row=3):
        return as_csv(rows({(row, "3.3"): text}))

    for name, text in (
        ("an e-mail address", "write to anna@example.org"),
        ("a telephone number", "ring 020 7946 0018"),
        ("a mobile number", "+44 7700 900123"),
        ("a postcode", "I live at SW1A 1AA"),
        ("an NI number", "AB 12 34 56 C"),
        ("an NHS number", "943 476 5919"),
    ):
        yield Case(
            f"{name} in words",
            "a.csv",
            said(text),
            "warn",
            "identifiers_in_text",
            row=5,
            column="3.3",
            value="",
            answers={"q3_3": {3: text}},
        )
    for name, text in (
        ("a formula", "=HYPERLINK(1)"),
        ("a formula with a plus", "+1+1"),
        ("a formula with an at", "@SUM(1)"),
        ("a script", "<script>alert(1)</script>"),
        ("a picture that runs", '<img src=x onerror="x()">'),
        ("a template", "{{7*7}}${7*7}"),
        ("a path", "../../etc/passwd"),
    ):
        yield Case(f"{name} in words", "a.csv", said(text), "accept", answers={"q3_3": {3: text}})
    yield Case("a text of 99,000 letters", "a.csv", said("x" * 99_000), "accept", answers={"q3_3": {3: "x" * 99_000}})
    yield Case("a text of 101,000 letters", "a.csv", said("x" * 101_000), "refuse", "cell_too_long", row=5)


def cases():
    for made in (consent, numbers, weights, dates, words):
        yield from made()
