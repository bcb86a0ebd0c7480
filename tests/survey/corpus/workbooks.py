"""XLSX, XLS and ODS: what a spreadsheet does to answers."""

import datetime

from .case import NAN, Case, N, rows
from .writers import as_csv, as_ods, as_xls, as_xlsx, with_parts, xls_error, xls_row


def kinds():
    yield Case("xlsx", "a.xlsx", as_xlsx(rows()), "accept")
    yield Case("ods", "a.ods", as_ods(rows()), "accept")
    yield Case("xls", "a.xls", as_xls(rows()), "accept")
    yield Case("xlsx, numbers as text", "a.xlsx", as_xlsx([[str(cell) for cell in row] for row in rows()]), "accept")
    yield Case("ods, numbers as text", "a.ods", as_ods([[str(cell) for cell in row] for row in rows()]), "accept")
    yield Case(
        "xls, a stray",
        "a.xls",
        as_xls(rows({(4, "1.7"): 9})),
        "warn",
        "out_of_range",
        row=6,
        column="1.7",
        value="9",
        answers={"q1_7": {4: NAN}},
    )
    yield Case(
        "ods, a stray",
        "a.ods",
        as_ods(rows({(4, "1.7"): 9})),
        "warn",
        "out_of_range",
        row=6,
        column="1.7",
        value="9",
        answers={"q1_7": {4: NAN}},
    )
    yield Case("ods named xlsx", "a.xlsx", as_ods(rows()), "accept")
    for name, content, extension in (
        ("xlsx named csv", as_xlsx(rows()), "csv"),
        ("csv named xlsx", as_csv(rows()), "xlsx"),
        ("csv named xls", as_csv(rows()), "xls"),
        ("xls named csv", as_xls(rows()), "csv"),
        ("csv without an extension", as_csv(rows()), ""),
    ):
        yield Case(
            name, f"a.{extension}".rstrip("."), content, "accept", "extension_differs", says=("read by its content",)
        )


def sheets():
    def second(title, cells, state="visible"):
        def change(book):
            sheet = book.create_sheet(title)
            for row in cells:
                sheet.append(row)
            sheet.sheet_state = state

        return change

    yield Case(
        "a hidden sheet of names",
        "a.xlsx",
        as_xlsx(rows(), second("Names", [["Anna"]], "hidden")),
        "warn",
        "sheet_hidden",
        says=("'Names'",),
    )
    yield Case(
        "a very hidden sheet",
        "a.xlsx",
        as_xlsx(rows(), second("Keys", [["x"]], "veryHidden")),
        "warn",
        "sheet_hidden",
        says=("'Keys'",),
    )
    yield Case(
        "answers on a hidden sheet too",
        "a.xlsx",
        as_xlsx(rows(), second("Old", rows(), "hidden")),
        "warn",
        "sheet_hidden",
    )
    yield Case(
        "a sheet of notes",
        "a.xlsx",
        as_xlsx(rows(), second("Notes", [["by hand"]])),
        "accept",
        "sheets_other",
        says=("Notes",),
    )
    yield Case(
        "two sheets of answers",
        "a.xlsx",
        as_xlsx(rows(), second("Autumn", rows())),
        "refuse",
        "sheets_several",
        says=("'Sheet1'", "'Autumn'"),
    )
    yield Case("an empty workbook", "a.xlsx", as_xlsx([]), "refuse", "file_empty")
    yield Case("an empty sheet of ODS", "a.ods", as_ods([[""]]), "refuse", "file_empty")
    yield Case("only a header in xlsx", "a.xlsx", as_xlsx(rows()[:1]), "refuse", "no_rows")

    def hide(book):
        book.active.row_dimensions[4].hidden = True
        book.active.row_dimensions[7].hidden = True

    yield Case("hidden rows", "a.xlsx", as_xlsx(rows(), hide), "warn", "rows_hidden", says=("2 rows",))
    marks = b"".join(xls_row(number, is_hidden=number in (3, 6)) for number in range(N + 1))
    yield Case("hidden rows of XLS", "a.xls", as_xls(rows(), more=marks), "warn", "rows_hidden", says=("2 rows",))
    yield Case(
        "hidden rows of ODS",
        "a.ods",
        as_ods(rows(), {3: ' table:visibility="collapse"'}),
        "warn",
        "rows_hidden",
        says=("1 row",),
    )
    yield Case(
        "filtered rows of ODS",
        "a.ods",
        as_ods(rows(), {3: ' table:visibility="filter"', 4: ' table:visibility="filter"'}),
        "warn",
        "rows_hidden",
        says=("2 rows",),
    )
    shifted = [[], [], *([None, None, *row] for row in rows({(4, "1.7"): 9}))]
    yield Case(
        "answers that start at C3",
        "a.xlsx",
        as_xlsx(shifted),
        "warn",
        "out_of_range",
        row=8,
        column="1.7",
        value="9",
        answers={"q1_7": {4: NAN}},
    )


def merged():
    yield Case(
        "merged answers",
        "a.xlsx",
        as_xlsx(rows(), lambda book: book.active.merge_cells("C4:C6")),
        "refuse",
        "merged_cells",
        row=4,
        says=("C4:C6", "Unmerge"),
    )
    yield Case(
        "merged across columns",
        "a.xlsx",
        as_xlsx(rows(), lambda book: book.active.merge_cells("C4:D4")),
        "refuse",
        "merged_cells",
        row=4,
    )
    yield Case(
        "merged headings",
        "a.xlsx",
        as_xlsx(rows(), lambda book: book.active.merge_cells("B1:C1")),
        "refuse",
        "merged_cells",
        row=1,
        says=("B1:C1", "heading"),
    )
    yield Case(
        "a merged title",
        "a.xlsx",
        as_xlsx([["Survey 2025"], [], *rows()], lambda book: book.active.merge_cells("A1:H1")),
        "accept",
        "title_rows",
        row=3,
    )
    cell = '<table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="1" office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>'
    yield Case(
        "merged answers of ODS",
        "a.ods",
        as_ods(rows(), cells={(3, 2): cell, (4, 2): "<table:covered-table-cell/>"}),
        "refuse",
        "merged_cells",
        row=4,
        says=("C4:C5",),
    )


def formulas():
    def with_results(content):
        """Every formula with the result a spreadsheet would have saved."""

        def cached(xml):
            for number in range(N):
                old = f"<f>{number % 5}+1</f><v />".encode()
                xml = xml.replace(old, old.replace(b"<v />", f"<v>{number % 5 + 1}</v>".encode()))
                xml = xml.replace(
                    f"<f>{number % 5}+1</f><v></v>".encode(), f"<f>{number % 5}+1</f><v>{number % 5 + 1}</v>".encode()
                )
            return xml

        return with_parts(content, sheet1_xml=cached)

    content = as_xlsx(rows(columns={"1.7": lambda n: f"={n % 5}+1"}))
    yield Case("formulas with results", "a.xlsx", with_results(content), "accept")
    yield Case("formulas without results", "a.xlsx", content, "refuse", "formula_uncached", says=("C2",))
    yield Case(
        "one formula without a result",
        "a.xlsx",
        as_xlsx(rows({(8, "3.2"): "=20+16"})),
        "refuse",
        "formula_uncached",
        says=("E10",),
    )
    formula = '<table:table-cell table:formula="of:=1+1"/>'
    yield Case(
        "a formula of ODS without a result",
        "a.ods",
        as_ods(rows(), cells={(3, 2): formula}),
        "refuse",
        "formula_uncached",
        says=("C4",),
    )
    done = '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>'
    yield Case("a formula of ODS with its result", "a.ods", as_ods(rows(), cells={(3, 2): done}), "accept")


def cells():
    yield Case(
        "an answer made a date",
        "a.xlsx",
        as_xlsx(rows({(4, "1.7"): datetime.date(2025, 4, 3)})),
        "warn",
        "out_of_range",
        row=6,
        column="1.7",
        answers={"q1_7": {4: NAN}},
    )
    ages = rows(columns={"3.2": lambda n: datetime.date(1980, 3, n + 1)})
    yield Case("dates of birth for ages", "a.xlsx", as_xlsx(ages), "refuse", "nobody_left")

    def percent(book):
        for row in range(2, N + 2):
            book.active.cell(row, 4).number_format = "0%"

    halves = as_xlsx(rows(columns={"3.19": lambda n: (n % 11) / 10}), percent)
    yield Case("a scale in percent", "a.xlsx", halves, "refuse", "recoded", column="3.19")
    yield Case("true and false as such", "a.xlsx", as_xlsx(rows(columns={"2.4": [True, False]})), "accept")
    yield Case(
        "an error in a cell",
        "a.xlsx",
        as_xlsx(rows({(4, "1.7"): "#DIV/0!"})),
        "warn",
        "cells_in_error",
        says=("C6",),
        answers={"q1_7": {4: NAN}},
    )
    stamped = as_xlsx(rows(columns={"Timestamp": [datetime.datetime(2025, 3, 4, 10, 9)]}))
    error = '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    yield Case(
        "an error in a cell of ODS",
        "a.ods",
        as_ods(rows(), cells={(5, 2): error}),
        "warn",
        "cells_in_error",
        says=("C6",),
        answers={"q1_7": {4: NAN}},
    )
    for kind, made in {"typed": xls_error(5, 2), "of a formula": xls_error(5, 2, of_formula=True)}.items():
        yield Case(
            f"an error in a cell of XLS, {kind}",
            "a.xls",
            as_xls(rows({(4, "1.7"): ""}), more=made),
            "warn",
            "cells_in_error",
            says=("C6",),
            answers={"q1_7": {4: NAN}},
        )
    left_over = as_xlsx(rows(columns={"1.7": lambda n: 3 * (n % 5 + 1) * 0.1 / 0.3}))
    yield Case("what arithmetic leaves over", "a.xlsx", left_over, "accept")
    yield Case(
        "moments as such", "a.xlsx", stamped, "accept", answers={"submitted_on": [datetime.date(2025, 3, 4)] * N}
    )
    yield Case(
        "dates as numbers",
        "a.xlsx",
        as_xlsx(rows(columns={"Timestamp": [45720.4]})),
        "accept",
        answers={"submitted_on": [datetime.date(2025, 3, 4)] * N},
    )
    garbled = as_xlsx(rows({(4, "3.3"): "Iâ€™m fine"}))
    yield Case(
        "text garbled before it was a workbook",
        "a.xlsx",
        garbled,
        "warn",
        "text_garbled",
        row=6,
        answers={"q3_3": {4: "Iâ€™m fine"}},
    )
    yield Case(
        "a formula as text", "a.ods", as_ods(rows({(4, "3.3"): "=1+1"})), "accept", answers={"q3_3": {4: "=1+1"}}
    )


def cases():
    for made in (kinds, sheets, merged, formulas, cells):
        yield from made()
