"""Cells that could be taken for another answer than was meant."""

from .case import LABELS, NAN, Case, N, rows
from .writers import as_csv


def ways_to_write():
    for name, form in {
        "with a point and nought": "{}.0",
        "with a leading nought": "0{}",
        "with a full stop": "{}.",
        "with blanks around": "  {} ",
        "with a bracket": "{})",
        "with a plus": "+{}",
    }.items():
        yield Case(
            f"codes {name}",
            "a.csv",
            as_csv(rows(columns={"1.7": lambda n, form=form: form.format(n % 5 + 1)})),
            "accept",
        )
    for name, made in {
        "as printed": lambda label: label,
        "in capitals": str.upper,
        "with hard blanks": lambda label: label.replace(" ", "\xa0") + " ",
        "in bold": lambda label: f"<b>{label}</b>",
    }.items():
        yield Case(
            f"labels {name}",
            "a.csv",
            as_csv(rows(columns={"1.7": lambda n, made=made: made(LABELS["1.7"][n % 5])})),
            "accept",
        )
    yield Case(
        "codes with their labels",
        "a.csv",
        as_csv(rows(columns={"1.7": lambda n: f"{n % 5 + 1} - {LABELS['1.7'][n % 5]}"})),
        "accept",
    )
    yield Case(
        "ends of a scale in words",
        "a.csv",
        as_csv(
            rows(
                columns={
                    "3.19": lambda n: {0: "0 (not at all satisfied)", 10: "10 - completely satisfied"}.get(
                        n % 11, n % 11
                    )
                }
            )
        ),
        "accept",
    )
    yield Case(
        "codes and labels mixed",
        "a.csv",
        as_csv(rows(columns={"1.7": lambda n: LABELS["1.7"][n % 5] if n % 2 else n % 5 + 1})),
        "warn",
        "codes_mixed",
        column="1.7",
        says=("10 answers as codes and 10 in words", "1 is 'Often/always'"),
    )
    yield Case(
        "one code among labels",
        "a.csv",
        as_csv(rows({(4, "2.4"): 1}, {"2.4": lambda n: LABELS["2.4"][n % 2]})),
        "warn",
        "codes_mixed",
        column="2.4",
        value="1",
    )
    yield Case("true and false for yes and no", "a.csv", as_csv(rows(columns={"2.4": ["TRUE", "FALSE"]})), "accept")
    yield Case("ages in words", "a.csv", as_csv(rows(columns={"3.2": lambda n: f"{20 + 2 * n} years old"})), "accept")


def recoded():
    for name, heading, values, check, value in (
        ("0 to 4 for 1 to 5", "1.7", lambda n: n % 5, "recoded_shifted", "0"),
        ("2 to 6 for 1 to 5", "1.7", lambda n: n % 5 + 2, "recoded_shifted", "6"),
        ("0-10 stored as 1-11", "3.19", lambda n: n % 10 + 2, "recoded_shifted", "11"),
        ("0-10 stored as 0-100", "3.19", lambda n: n % 11 * 10, "recoded", None),
        ("1 and 0 for yes and no", "2.4", lambda n: n % 2, "recoded_noughts", "0"),
        ("2 and 3 for yes and no", "2.4", lambda n: n % 2 + 2, "recoded_shifted", "3"),
        ("labels numbered the other way", "1.7", lambda n: f"{5 - n % 5} {LABELS['1.7'][n % 5]}", "recoded", None),
        ("labels of another scale", "1.7", lambda n: ("Always", "Rarely")[n % 2], "recoded", None),
        ("percent strings", "3.19", lambda n: f"{n % 11 * 10}%", "recoded", None),
        ("decimal commas", "3.19", lambda n: f"{n % 10},5", "recoded", None),
        ("fractions made dates", "1.7", lambda n: f"0{n % 5 + 1}-May", "recoded", None),
        ("years of birth", "3.2", lambda n: 1950 + n, "recoded", None),
        ("bands of age", "3.2", lambda n: ("25-34", "35-44")[n % 2], "recoded", None),
        ("letters for codes", "1.7", lambda n: "ABCDE"[n % 5], "recoded", None),
        ("LimeSurvey's codes", "1.7", lambda n: f"A{n % 5 + 1}", "recoded", None),
        ("two codes in one cell", "1.7", lambda n: f"{n % 5 + 1};{n % 3 + 1}", "recoded", None),
        ("error values", "1.7", lambda n: "#REF!", "recoded", None),
        ("times", "3.19", lambda n: f"0{n % 9}:00", "recoded", None),
        ("hundreds", "1.7", lambda n: (n % 5 + 1) * 100, "recoded", "100"),
        ("formulas as text", "1.7", lambda n: f"={n % 5}+1", "recoded", None),
    ):
        yield Case(
            name,
            "a.csv",
            as_csv(rows(columns={heading: values})),
            "refuse",
            check,
            column=heading,
            value=value,
            says=(heading,),
        )
    for missing in ("99", "-9", "-99", "999"):
        made = rows(columns={"1.7": lambda n, missing=missing: missing if n % 4 == 0 else n % 5 + 1})
        blank = f'{{"1.7": {{"column": "q1_7", "values": {{"{missing}": ""}}}}}}'
        yield Case(
            f"{missing} for no answer, often",
            "a.csv",
            as_csv(made),
            "refuse",
            "recoded",
            column="1.7",
            value=missing,
            says=(blank,),
        )
        mapping = {"1.7": {"column": "q1_7", "values": {missing: ""}}}
        answers = {"q1_7": {n: NAN for n in range(0, N, 4)}}
        yield Case(
            f"{missing} for no answer, mapped", "a.csv", as_csv(made), "accept", mapping=mapping, answers=answers
        )
    noughts = {"2.4": {"column": "q2_4", "values": {"1": "1", "0": "2"}}}
    yield Case(
        "1 and 0 for yes and no, mapped",
        "a.csv",
        as_csv(rows(columns={"2.4": lambda n: 1 - n % 2})),
        "accept",
        mapping=noughts,
    )
    ends = {0: "0 (Completely satisfied)", 10: "10 (Not at all satisfied)"}
    yield Case(
        "a scale whose ends are the other way round",
        "a.csv",
        as_csv(rows(columns={"3.19": lambda n: ends.get(n % 11, n % 11)})),
        "refuse",
        "recoded",
        column="3.19",
    )
    ends = {0: "Not at all satisfied", 10: "10 = Completely satisfied"}
    yield Case(
        "a scale whose ends have words",
        "a.csv",
        as_csv(rows(columns={"3.19": lambda n: ends.get(n % 11, n % 11)})),
        "accept",
    )
    shifted = rows(columns={"3.19": lambda n: n % 11 + 1})
    mapping = {"3.19": {"column": "q3_19", "values": {str(n + 1): str(n) for n in range(11)}}}
    yield Case("0-10 stored as 1-11, mapped", "a.csv", as_csv(shifted), "accept", mapping=mapping)
    turned = {"1.7": {"column": "q1_7", "values": {str(n): str(6 - n) for n in range(1, 6)}}}
    yield Case(
        "a scale turned round, mapped",
        "a.csv",
        as_csv(rows(columns={"1.7": lambda n: 5 - n % 5})),
        "accept",
        mapping=turned,
    )
    yield Case(
        "1 to 5 for 0 to 10",
        "a.csv",
        as_csv(rows(columns={"3.19": lambda n: n % 5 + 1})),
        "warn",
        "scale_half_used",
        column="3.19",
        value="5",
        says=("runs from 0 to 10",),
        answers={"q3_19": [float(n % 5 + 1) for n in range(N)]},
    )


def strays():
    for name, heading, column, text in (
        ("99", "1.7", "q1_7", "99"),
        ("minus nine", "1.7", "q1_7", "-9"),
        ("a half", "1.7", "q1_7", "2.5"),
        ("a percent sign", "3.19", "q3_19", "50%"),
        ("a number above", "3.19", "q3_19", "11"),
        ("an age over 99", "3.2", "q3_2", "145"),
        ("a nought", "2.4", "q2_4", "0"),
    ):
        yield Case(
            f"{name}, once",
            "a.csv",
            as_csv(rows({(12, heading): text})),
            "warn",
            "out_of_range",
            row=14,
            column=heading,
            value=text,
            answers={column: {12: NAN}},
        )
    yield Case(
        "a power, once",
        "a.csv",
        as_csv(rows({(12, "1.7"): "1e0"})),
        "warn",
        "out_of_range",
        row=14,
        column="1.7",
        value="",
        answers={"q1_7": {12: NAN}},
    )
    yield Case(
        "a day, once",
        "a.csv",
        as_csv(rows({(12, "1.7"): "03-Apr"})),
        "warn",
        "out_of_range",
        row=14,
        column="1.7",
        value="",
        answers={"q1_7": {12: NAN}},
    )
    yield Case(
        "one above a scale that lacks its foot",
        "a.csv",
        as_csv(rows({(12, "3.19"): 11}, {"3.19": lambda n: n % 9 + 2})),
        "warn",
        "out_of_range",
        row=14,
        says=("If the form counted from 1, map the values",),
        answers={"q3_19": [NAN if n == 12 else float(n % 9 + 2) for n in range(N)]},
    )
    yield Case(
        "one below a scale that lacks its head",
        "a.csv",
        as_csv(rows({(12, "1.7"): 0}, {"1.7": lambda n: n % 4 + 1})),
        "warn",
        "out_of_range",
        row=14,
        says=("If the form counted from 0, map the values",),
        answers={"q1_7": [NAN if n == 12 else float(n % 4 + 1) for n in range(N)]},
    )
    html = "<script>alert(1)</script>"
    yield Case(
        "a script in a closed answer",
        "a.csv",
        as_csv(rows({(12, "1.7"): html})),
        "warn",
        "out_of_range",
        row=14,
        value="",
        answers={"q1_7": {12: NAN}},
    )
    yield Case(
        "a long text in a closed answer",
        "a.csv",
        as_csv(rows({(12, "1.7"): "my own words " * 500})),
        "warn",
        "out_of_range",
        row=14,
        value="",
        answers={"q1_7": {12: NAN}},
    )
    yield Case(
        "99 as an age",
        "a.csv",
        as_csv(rows(columns={"3.2": lambda n: 99 if n < 4 else 30 + n})),
        "warn",
        "age_99",
        column="3.2",
        value="99",
        answers={"q3_2": [99.0 if n < 4 else 30.0 + n for n in range(N)]},
    )
    for name, text, check in (
        ("prefer not to say", "Prefer not to say", ""),
        ("rather not say", "I’d rather not say", ""),
        ("N/A", "N/A", "not_answered_words"),
        ("a dash", "-", "not_answered_words"),
        ("excel's N/A", "#N/A", "not_answered_words"),
    ):
        made = rows(columns={"1.7": lambda n, text=text: text if n % 4 == 0 else n % 5 + 1})
        yield Case(name, "a.csv", as_csv(made), "accept", check, answers={"q1_7": {n: NAN for n in range(0, N, 4)}})
    yield Case(
        "don't know",
        "a.csv",
        as_csv(rows({(3, "1.7"): "don’t know"})),
        "warn",
        "dont_know",
        column="1.7",
        answers={"q1_7": {3: NAN}},
    )
    yield Case(
        "misprinted codes",
        "a.csv",
        as_csv(rows(columns={"3.14": [6, 2, 9]})),
        "warn",
        "printed_numbers",
        column="3.14",
        answers={"q3_14": [float((6, 2, 9)[n % 3]) for n in range(N)]},
    )


def cases():
    for made in (ways_to_write, recoded, strays):
        yield from made()
