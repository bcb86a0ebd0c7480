"""Encodings, separators, quotation marks and line ends."""

from .case import HEAD, Case, N, rows
from .writers import as_csv

WORDS = "It’s “fine”, £5 – café"
NO_DASH = "It’s “fine”, £5, café"


def _with_words(words):
    return rows(columns={"3.3": [words]})


def encodings():
    for name in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        yield Case(
            f"{name}", "a.csv", as_csv(_with_words(WORDS), encoding=name), "accept", answers={"q3_3": [WORDS] * N}
        )
    content = "\ufeff".encode("utf-16-be") + as_csv(_with_words(WORDS), encoding="utf-16-be")
    yield Case("utf-16 with the high byte first", "a.csv", content, "accept", answers={"q3_3": [WORDS] * N})
    windows = as_csv(_with_words(WORDS), encoding="cp1252")
    yield Case("windows text", "a.csv", windows, "accept", "encoding_windows", answers={"q3_3": [WORDS] * N})
    two = as_csv(rows()[:2], encoding="cp1252").replace(b"Wales 0", b"\xa35")
    only = ("q1_7", "q3_2", "q3_3")
    gone = tuple(range(1, N))
    yield Case(
        "two lines of windows text",
        "a.csv",
        two,
        "accept",
        "encoding_windows",
        answers={"q3_3": {0: "£5"}},
        only=only,
        gone=gone,
    )
    for name, words in (
        ("apostrophe", "I don’t know"),
        ("quotation marks", "So “fine” it is"),
        ("accents", "a café there"),
        ("three dots", "well… maybe"),
        ("umlaut", "Zürich"),
    ):
        content = as_csv(_with_words(words), encoding="mac-roman")
        yield Case(f"macintosh {name}", "a.csv", content, "refuse", "encoding_mac", says=("CSV UTF-8",))
    yield Case(
        "a byte that is nothing",
        "a.csv",
        as_csv(rows()).replace(b"Wales 3", b"caf\x81"),
        "refuse",
        "encoding_unknown",
        row=5,
        says=("row 5",),
    )
    mixed = as_csv(rows(columns={"3.3": ["I’m fine"]})).replace(",3,I’m fine\r\nR01".encode(), b",3,caf\xe9\r\nR01")
    yield Case(
        "utf-8 with one windows byte",
        "a.csv",
        mixed,
        "warn",
        "text_garbled",
        row=3,
        says=("row 3", "column H"),
        answers={"q3_3": ["café", *["Iâ€™m fine"] * (N - 1)]},
    )
    garbled = as_csv(_with_words("Iâ€™m fine"))
    yield Case(
        "an apostrophe read wrongly before",
        "a.csv",
        garbled,
        "warn",
        "text_garbled",
        row=2,
        says=("row 2", "column H"),
        answers={"q3_3": ["Iâ€™m fine"] * N},
    )
    yield Case(
        "a pound sign read wrongly before",
        "a.csv",
        as_csv(rows({(4, "3.3"): "Â£5"})),
        "warn",
        "text_garbled",
        row=6,
        answers={"q3_3": {4: "Â£5"}},
    )
    yield Case("utf-16 without its mark", "a.csv", as_csv(rows(), encoding="utf-16-le"), "refuse", "nul_characters")
    yield Case("a NUL in a cell", "a.csv", as_csv(rows()).replace(b"Wales 7", b"Wal\0es"), "refuse", "nul_characters")
    yield Case("a cut off end in NULs", "a.csv", as_csv(rows()) + b"\0" * 4096, "refuse", "nul_characters")
    yield Case("two byte order marks", "a.csv", "\ufeff".encode() + as_csv(rows(), encoding="utf-8-sig"), "accept")
    for name, words in {
        "arabic": "أشعر بالوحدة أحيانا",
        "hebrew": "אני בסדר, תודה",
        "bengali": "আমি ভালো আছি",
        "emoji": "fine 😀👩‍👩‍👧",
        "chinese": "我很好",
    }.items():
        yield Case(f"{name} text", "a.csv", as_csv(_with_words(words)), "accept", answers={"q3_3": [words] * N})
    yield Case(
        "marks of right-to-left around codes",
        "a.csv",
        as_csv(rows(columns={"1.7": lambda n: f"\u200f{n % 5 + 1}"})),
        "refuse",
        "recoded",
        column="1.7",
    )
    yield Case(
        "marks of right-to-left in words",
        "a.csv",
        as_csv(rows(columns={"2.4": lambda n: "\u200eYes\u200f" if n % 2 == 0 else "\u200eNo"})),
        "accept",
    )
    yield Case(
        "control characters",
        "a.csv",
        as_csv(rows({(2, "3.3"): "be\x07ll\x1b[0m"})),
        "accept",
        answers={"q3_3": {2: "bell[0m"}},
    )
    yield Case(
        "a zero-width blank in a heading",
        "a.csv",
        as_csv([["id", "consent", "\u200b1.7", *HEAD[3:]], *rows()[1:]]),
        "accept",
    )
    yield Case(
        "digits of a wide keyboard", "a.csv", as_csv(rows(columns={"1.7": lambda n: "１２３４５"[n % 5]})), "accept"
    )


def separators():
    for name, delimiter in (("semicolons", ";"), ("tabs", "\t"), ("bars", "|")):
        yield Case(f"{name} between", "a.csv", as_csv(rows(), delimiter), "accept")
    yield Case("excel's line sep=", "a.csv", b"sep=;\r\n" + as_csv(rows(), ";"), "accept")
    yield Case(
        "a blank line first",
        "a.csv",
        b"\r\n\r\n" + as_csv(rows({(3, "1.7"): 9})),
        "warn",
        "out_of_range",
        row=7,
        column="1.7",
        value="9",
        answers={"q1_7": {3: float("nan")}},
    )
    for name, end in (("unix", "\n"), ("windows", "\r\n"), ("old macintosh", "\r")):
        yield Case(
            f"line ends of {name}",
            "a.csv",
            as_csv(rows({(3, "3.3"): f"two{end}lines"}), line_end=end),
            "accept",
            answers={"q3_3": {3: f"two{end}lines"}},
        )
    mixed = as_csv(rows(), line_end="\n").replace(b"\nR07", b"\r\nR07").replace(b"\nR09", b"\rR09")
    yield Case("line ends mixed", "a.csv", mixed, "accept")
    head, body = as_csv(rows()[:1]), as_csv(rows()[1:], ";")
    yield Case("commas above, semicolons below", "a.csv", head + body, "refuse")
    yield Case(
        "a decimal comma in weights",
        "a.csv",
        as_csv(rows(columns={"survey weight": ["0,8", "1,2"]}), ";"),
        "refuse",
        "weight_missing",
        row=2,
        column="survey weight",
    )
    yield Case(
        "blanks in place of separators",
        "a.txt",
        b"\n".join(b" ".join(str(cell).replace(" ", "_").encode() for cell in row) for row in rows()),
        "refuse",
        "no_questions",
    )
    tsv = as_csv(rows(), "\t")
    yield Case("tabs in a file named csv", "a.tsv", tsv, "accept")


def commas():
    lines = as_csv(rows()).decode().splitlines()
    stray = [*lines]
    stray[6] = stray[6].replace(",Yes,", ",Yes,,")
    yield Case(
        "a stray comma in one row",
        "a.csv",
        "\n".join(stray).encode(),
        "refuse",
        "ragged_row",
        row=7,
        says=("row 7", "8 columns"),
    )
    several = [line.replace(",Yes,", ",Yes,,") if n in (3, 9, 12) else line for n, line in enumerate(lines)]
    yield Case(
        "a stray comma in three rows",
        "a.csv",
        "\n".join(several).encode(),
        "refuse",
        "ragged_row",
        row=4,
        says=("4, 10, 13",),
    )
    yield Case(
        "a comma at the end of one row",
        "a.csv",
        "\n".join([*lines[:5], lines[5] + ",", *lines[6:]]).encode(),
        "refuse",
        "ragged_row",
        row=6,
    )
    yield Case(
        "a cell missing in one row",
        "a.csv",
        "\n".join([*lines[:5], lines[5].rsplit(",", 1)[0], *lines[6:]]).encode(),
        "refuse",
        "ragged_row",
        row=6,
    )
    yield Case(
        "a comma at the end of every answer",
        "a.csv",
        "\n".join([lines[0], *(line + "," for line in lines[1:])]).encode(),
        "accept",
    )
    yield Case("a comma at the end of every row", "a.csv", "\n".join(line + "," for line in lines).encode(), "accept")
    without_id = rows(head=HEAD[1:])
    numbered = [without_id[0], *([n, *row[:-1], ""] for n, row in enumerate(without_id[1:], start=1))]
    yield Case("rows numbered without a heading", "a.csv", as_csv(numbered), "refuse", "ragged_row", row=2)
    yield Case(
        "an unquoted comma in an answer",
        "a.csv",
        as_csv(rows()).replace(b"Wales 4", b"Wales, I think"),
        "refuse",
        "ragged_row",
        row=6,
    )
    yield Case("the old end of file of DOS", "a.csv", as_csv(rows()) + b"\x1a", "refuse", "ragged_row", row=22)


def quotes():
    plain = as_csv(rows())
    for name, number in (("first", 0), ("middle", 9), ("last", 19)):
        content = plain.replace(b"Wales %d\r" % number, b'"Wales\r')
        yield Case(
            f"a quotation mark left open in the {name} row", "a.csv", content, "refuse", "quote_open", row=number + 2
        )
    yield Case("a quotation mark open in the heading", "a.csv", plain.replace(b"consent", b'"consent', 1), "refuse")
    content = plain.replace(b"Wales 2\r", b'"Wales\r').replace(b"Wales 8\r", b'Wales"\r')
    yield Case("a quotation mark that swallows six people", "a.csv", content, "refuse", "quote_open", row=4)
    yield Case(
        "a quotation mark closed before the cell ends",
        "a.csv",
        plain.replace(b"Wales 2\r", b'"Wa"les\r'),
        "refuse",
        "quote_open",
        row=4,
    )
    yield Case(
        "quotation marks escaped by a backslash",
        "a.csv",
        plain.replace(b"Wales 2\r", b'"a \\"b\\" c"\r'),
        "refuse",
        "quote_open",
        row=4,
    )
    yield Case(
        "a quotation mark inside a word",
        "a.csv",
        plain.replace(b"Wales 2\r", b'5" tall\r'),
        "accept",
        answers={"q3_3": {2: '5" tall'}},
    )
    said = 'She said "no", then\nleft; 3,4,5'
    yield Case(
        "quotation marks doubled", "a.csv", as_csv(rows({(2, "3.3"): said})), "accept", answers={"q3_3": {2: said}}
    )
    yield Case(
        "single quotation marks around codes",
        "a.csv",
        as_csv(rows(columns={"1.7": lambda n: f"'{n % 5 + 1}'"})),
        "refuse",
        "recoded",
        column="1.7",
    )


def cases():
    for made in (encodings, separators, commas, quotes):
        yield from made()
