"""docs/measures.md: the catalogue as a page for people. Run `python -m helpers.catalogue.page` after changing data."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers import catalogue
from helpers.catalogue.records import Benchmark, Condition, Indicator, Question, Theme

PAGE_PATH = Path(__file__).parents[2] / "docs" / "measures.md"


def page() -> str:
    """The text of docs/measures.md, from the catalogue as it stands."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters |= {
        "cell": _cell,
        "after_not_applicable": _after_not_applicable,
        "how_counted": how_counted,
        "figures": _figures,
        "where_from": where_from,
        "routing": _routing,
        "not_added": catalogue.not_added,
        "of_domain": _of_domain,
    }
    return environment.get_template("measures.md.j2").render(
        domains=catalogue.domains(),
        themes=catalogue.themes(),
        indicators=catalogue.indicators(),
        surveyed=[indicator for indicator in catalogue.indicators() if indicator.rule],
        added=[indicator for indicator in catalogue.indicators() if indicator.provenance == "added"],
        sections=catalogue.sections(),
        questions=catalogue.questions(),
        used_by=_used_by(),
        workbook_questions=catalogue.workbook_questions(),
        breakdowns=catalogue.breakdowns(),
        errata=catalogue.errata(),
    )


def how_counted(indicator: Indicator) -> str:
    """The rule of an indicator in words.

    Examples
    --------
    >>> how_counted(catalogue.indicator("R3"))
    '*Definitely agree* or *Tend to agree* at 1.8.'
    """
    rule = indicator.rule
    assert rule is not None
    words = ", and ".join(_condition(condition) for condition in rule.counts) + "."
    if rule.base:
        words += " Only those with " + ", and ".join(_condition(condition) for condition in rule.base) + "."
    if rule.outside:
        words += " Left out: " + ", and ".join(_condition(condition) for condition in rule.outside) + "."
    if rule.each:
        words += " Each answer is also shown by itself."
    if rule.mean:
        words += " The mean is shown as well."
    return words


def where_from(figure: Benchmark) -> str:
    """Survey, year, mode, base, area and number of answers of a published figure, in one bracket.

    Examples
    --------
    >>> where_from(catalogue.benchmarks("R7")[0])
    '(Survey of Londoners, 2018-19, online, some on paper, adults aged 16 and over, London, 6,601 answers.)'
    """
    known = [part for part in (figure.survey, figure.year, figure.mode, figure.base) if part != "not stated"]
    answers = [f"{figure.n:,} answers"] if figure.n else []
    return "(" + ", ".join([*known, figure.area, *answers]) + ".)"


def _condition(condition: Condition) -> str:
    question, line = _asked(condition)
    if condition.at_least is not None:
        return f"{condition.at_least} or more at {question.code}"
    quote = '"' if question.provenance == "added" else "*"
    labels = [f"{quote}{_cell(option.label)}{quote}" for option in question.options if option.code in condition.codes]
    if len(labels) > 4:
        labels = [f"any of the answers {min(condition.codes)} to {max(condition.codes)}"]
    return f"{' or '.join(labels)} at {question.code}{line}"


def _asked(condition: Condition) -> tuple[Question, str]:
    if condition.question:
        return catalogue.question(condition.question), ""
    question = next(entry for entry in catalogue.questions() if condition.column in entry.columns)
    line = next((item.label for item in question.items if condition.column == f"{question.id}_{item.code}"), "")
    return question, f" (*{line}*)" if line else ""


def _routing(question: Question) -> str:
    rules = {(rule.codes, rule.provenance): rule for rule in question.ask_if}.values()
    said = []
    for rule in rules:
        asked = next(entry for entry in catalogue.questions() if rule.column in entry.columns)
        labels = [f"*{_cell(option.label)}*" for option in asked.options if option.code in rule.codes]
        line = "on the same line of " if rule.item else "at "
        said.append(f"after {' or '.join(labels)} {line}{asked.code} ({rule.provenance}).")
    return " ".join(said)


def _used_by() -> dict[str, list[str]]:
    uses: dict[str, list[str]] = {}
    for indicator in catalogue.indicators():
        for code in indicator.questions:
            uses.setdefault(code, []).append(indicator.code)
    return uses


def _of_domain(entries: list[Theme] | list[Indicator], domain: str) -> str:
    """How many of a domain, such as "10", or "10 and 1 added"."""
    within = [entry for entry in entries if entry.domain == domain]
    n_printed = len(catalogue.not_added(within))
    return f"{n_printed} and {len(within) - n_printed} added" if len(within) > n_printed else str(n_printed)


def _figures(indicators: list[Indicator]) -> list[Benchmark]:
    return [figure for indicator in indicators for figure in catalogue.benchmarks(indicator.code)]


def _after_not_applicable(text: str) -> str:
    return text.partition(") ")[2]


def _cell(text: str) -> str:
    """Markdown's own signs in printed words (`A*-C`, `|`) are made harmless."""
    return text.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_")


if __name__ == "__main__":
    PAGE_PATH.parent.mkdir(exist_ok=True)
    PAGE_PATH.write_text(page(), encoding="utf-8", newline="\n")
    print(f"Written: {PAGE_PATH}")
