"""The shapes of what the toolkit knows. The entries themselves are in `data/`."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

Domain = Literal["Relationships", "Equality", "Participation", "Outcomes"]
Provenance = Literal["printed", "inferred"]
"""`printed`: word for word in the toolkit. `inferred`: a picture there, or left out; taken from its public source."""


class Entry(BaseModel):
    """Read-only, and strict about names it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Theme(Entry):
    """One of the 30 measurement themes of Figure 3."""

    code: str
    name: str
    domain: Domain
    is_starred: bool
    """Marked with an asterisk in Figure 3."""


class Option(Entry):
    """One answer option: the code printed beside it and its words."""

    code: int
    label: str
    provenance: Provenance = "printed"


class Item(Entry):
    """One line of a question that asks the same thing of several things, such as 1.1's kinds of friends."""

    code: str
    label: str
    provenance: Provenance = "printed"


class AskIf(Entry):
    """Routing: the question is asked only of people whose answer in `column` is one of `codes`."""

    column: str
    codes: tuple[int, ...]


class Question(Entry):
    """One question of Tool 8.

    `code` is the printed number (`1.7`; the two printed 3.10 are `3.10a` and `3.10b`), `id` its column name
    (`q1_7`). `columns` lists the columns of coded answers:
    single, number and text: the id; grid: `<id>_<item code>`; multi: `<id>_<option code>`, each 0/1.
    """

    code: str
    id: str
    section: int
    kind: Literal["single", "multi", "grid", "number", "text"]
    wording: str
    introduction: str = ""
    """What is printed before the question."""
    options: tuple[Option, ...] = ()
    items: tuple[Item, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    none_code: int | None = None
    """The multi option that excludes all others ("None of these")."""
    ask_if: tuple[AskIf, ...] = ()
    measure: Literal["", "R", "E", "P", "O"] = ""
    """The letter printed after the asterisk."""
    also_worded: tuple[str, ...] = ()
    """Other wordings of the same question: Tool 3's where it differs."""
    is_sensitive: bool = False
    """Special-category or otherwise delicate: 0% and 100% of a group are withheld until a person decides."""
    note: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        if self.kind == "grid":
            return tuple(f"{self.id}_{item.code}" for item in self.items)
        if self.kind == "multi":
            return tuple(f"{self.id}_{option.code}" for option in self.options)
        return (self.id,)


class Condition(Entry):
    """True where the answer is one of `codes`, False where it is another, unknown where there is none.

    Of a single or number question or one grid line: name its `column`; `codes`, or `at_least`.
    Of a multi question: name the `question`; true where any option of `codes` is ticked.
    """

    column: str = ""
    question: str = ""
    codes: tuple[int, ...] = ()
    at_least: int | None = None

    @model_validator(mode="after")
    def names_one_thing(self) -> "Condition":
        assert bool(self.column) != bool(self.question), "a condition names a column or a multi question"
        assert bool(self.codes) != (self.at_least is not None), "a condition gives codes or at_least"
        return self


class Rule(Entry):
    """From answers to 1 (counts), 0 (does not) or missing.

    1 where every condition in `counts` is true, 0 where any is false (even if another is unknown), missing otherwise;
    and missing for everyone for whom a condition in `base` is not true or one in `outside` is true.
    """

    counts: tuple[Condition, ...]
    base: tuple[Condition, ...] = ()
    outside: tuple[Condition, ...] = ()
    each: str = ""
    """A multi question whose options are also reported one by one."""
    each_codes: tuple[int, ...] = ()
    mean: str = ""
    """A 0-10 column whose mean is also reported."""


class Indicator(Entry):
    """One indicator: what the toolkit measures and, where a survey can, how answers become it."""

    code: str
    theme: str
    domain: Domain
    name: str
    """A short name for tables and charts, in our words."""
    measure: str
    """The measure as printed in Tool 3."""
    counted: str
    """What a person counted says, after "people who" or "of people": "feel lonely often or always"."""
    base: str
    """Who is counted in, in words: "everyone who answered", "private renters with a previous tenancy"."""
    questions: tuple[str, ...] = ()
    rule: Rule | None = None
    more_is: Literal["better", "worse", "neither"]
    existing_source: str
    geography: str
    standard_question: str
    """Tool 3's last column, as printed."""
    is_secondary: bool
    """Covered by secondary data (Tool 3 prints "N/A")."""
    is_sensitive: bool = False
    caution: str = ""
    provenance: Provenance = "printed"


class Benchmark(Entry):
    """A published figure and what is needed to judge whether it may stand beside ours."""

    indicator: str
    statement: str
    value: float
    """A share, 0 to 1."""
    year: str
    survey: str
    mode: str
    wording: str
    base: str
    area: str
    n: int | None
    source: str
    note: str = ""
    is_like_for_like: bool
    """False where the wording or the base differs: the figure is never set beside ours."""
    caution: str = ""


class Breakdown(Entry):
    """A demographic by which findings can be split: groups of codes of one question, or bands of a number."""

    code: str
    name: str
    question: str
    groups: dict[str, tuple[int, ...]] = {}
    """Label -> codes that fall in it."""
    bands: dict[str, tuple[int, int]] = {}
    """Label -> lowest and highest value, both included."""
    is_special_category: bool = False


class Source(Entry):
    """A dataset or portal of Tool 7, or a reading of the further reading list."""

    code: str
    name: str
    group: str
    description: str
    url: str = ""
    themes: tuple[str, ...] = ()


class Erratum(Entry):
    """A fault of the printed toolkit and what is done about it."""

    code: str
    where: str
    printed: str
    what_we_do: str


class Consideration(Entry):
    """One of Tool 12's questions, under its filter, choice and stage."""

    code: str
    filter: Literal["purpose", "focus", "organisation"]
    choice: str
    stage: Literal["plan", "collect", "reflect", "all"]
    question: str


class Comparison(Entry):
    """One row of Tool 5's comparison of quantitative and qualitative research."""

    aspect: str
    quantitative: str
    qualitative: str


class EvidenceLevel(Entry):
    """One of Nesta's five levels of evidence (Figure 8, a picture in the toolkit)."""

    level: int
    name: str
    description: str
    provenance: Provenance
    source: str


class Tip(Entry):
    """One of the ten overarching tips."""

    number: int
    text: str
