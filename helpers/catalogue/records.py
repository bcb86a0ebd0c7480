"""The shapes of what the toolkit knows. The entries themselves are in `data/`."""

from collections.abc import Sequence
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict, model_validator

Domain = Literal["Relationships", "Equality", "Participation", "Outcomes"]
Provenance = Literal["printed", "inferred", "ours", "added"]
"""`printed`: word for word in the toolkit. `inferred`: a picture there, or left out; taken from its public source, from
another page of the toolkit, or from its sense. `ours`: this workbook's own, such as the questions about consent.
`added`: brought in later by us or by a partner beside the toolkit's; never counted or shown as the toolkit's."""


class Entry(BaseModel):
    """Read-only, and strict about names it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Theme(Entry):
    """One of the 30 measurement themes of Figure 3, or one that was added."""

    code: str
    name: str
    domain: Domain
    is_starred: bool = False
    """Marked with an asterisk in Figure 3."""
    name_in_index: str = ""
    """The name Tool 3 prints, where some differ in a word: "Helping neighbours/ Social trust"."""
    provenance: Provenance = "printed"


class Option(Entry):
    """One answer option: its code and its words, as printed."""

    code: int
    label: str
    provenance: Provenance = "printed"
    printed_code: int | None = None
    """The number printed, where it is not the code we use (the second of two options numbered 6)."""
    heading: str = ""
    """The heading printed above this option and those that follow: 3.14's groups."""
    also_labelled: tuple[str, ...] = ()
    """Other labels of the same answer: Tool 3's, or without a stray full stop. For recognising, not for showing."""


class Scale(Entry):
    """A set of answers that several questions share, or a key that the toolkit prints beside them."""

    code: str
    name: str
    where: str
    """Where it is printed, or who added it."""
    options: tuple[Option, ...]
    is_answer_scale: bool = True
    """False for Tool 3's summary keys: nothing is ever scored by them."""
    provenance: Provenance = "printed"
    note: str = ""


class Section(Entry):
    """One of Tool 8's three sections."""

    number: int
    title: str
    coverage: str
    """Which pillar or outcome it covers, as printed."""
    notes: tuple[str, ...]
    """The section notes, one paragraph each, as printed."""


class Item(Entry):
    """One line of a question that asks the same thing of several things, such as 1.1's kinds of friends."""

    code: str
    label: str
    provenance: Provenance = "printed"
    also_labelled: tuple[str, ...] = ()
    """The same line in the questionnaire's other languages. For recognising, not for showing."""


class AskIf(Entry):
    """Routing: the question is asked only of people whose answer in `column` is one of `codes`."""

    column: str
    codes: tuple[int, ...]
    item: str = ""
    """Of a grid: the one line this routing concerns; empty for the whole question."""
    provenance: Provenance = "inferred"
    """Tool 8 prints routing once ("If you work"); the rest follows from what the questions mean."""


class Coded(Protocol):
    """What has a code and stands within a question: an option, a line."""

    @property
    def code(self) -> int | str: ...


class Answerable(Protocol):
    """A question as its answers see it: one of the catalogue, or one as a questionnaire asks it."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def options(self) -> Sequence[Coded]: ...
    @property
    def items(self) -> Sequence[Coded]: ...
    @property
    def minimum(self) -> int | None: ...
    @property
    def maximum(self) -> int | None: ...


def columns_of(question: Answerable) -> tuple[str, ...]:
    """The columns of coded answers: the id; of a grid `<id>_<item code>`; of several ticks `<id>_<option code>`, each 0/1."""
    if question.kind == "grid":
        return tuple(f"{question.id}_{item.code}" for item in question.items)
    if question.kind == "multi":
        return tuple(f"{question.id}_{option.code}" for option in question.options)
    return (question.id,)


def is_scale(question: Answerable) -> bool:
    """Whether a number is chosen from a short scale, such as 0 to 10, and not typed in."""
    return (
        question.kind == "number" and question.minimum == 0 and (question.maximum or LONGEST_SCALE + 1) <= LONGEST_SCALE
    )


LONGEST_SCALE = 10


class Question(Entry):
    """One question of Tool 8, or one that was added to them.

    `code` is the printed number (`1.7`; the two printed 3.10 are `3.10a` and `3.10b`), `id` its column name
    (`q1_7`).
    """

    code: str
    id: str
    section: int
    kind: Literal["single", "multi", "grid", "number", "text"]
    wording: str
    introduction: str = ""
    """What is printed before the question."""
    instruction: str = ""
    """What is printed after the question, on a line of its own: how to answer."""
    answer: str = ""
    """What is printed in place of options: "16...99", "List", "Scale: 0 (not at all satisfied) to ..."."""
    scale: str = ""
    """The shared scale its options come from, where they do."""
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
    also_refused: tuple[str, ...] = ()
    """"Prefer not to say" in the questionnaire's other languages. For recognising, not for showing."""
    is_sensitive: bool = False
    """Special-category or otherwise delicate: 0% and 100% of a group are withheld until a person decides."""
    provenance: Provenance = "printed"
    note: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its coded answers."""
        return columns_of(self)


class Condition(Entry):
    """True where the answer is one of `codes`, False where it is another, unknown where there is none.

    Of a single or number question or one grid line: name its `column`; `codes`, or `at_least`.
    Of a multi question: name the `question` by its id; true where any option of `codes` is ticked.
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
    """Id of a multi question whose options are also reported one by one."""
    each_codes: tuple[int, ...] = ()
    each_counted: str = ""
    """How one option is said, after "people": 'named "{option}" as something they had done ...'."""
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
    """The measure as printed in Tool 3, or in the words of those who added it."""
    counted: str = ""
    """What a person counted says, after "12% of people": "feel lonely often or always". Empty for secondary data."""
    who: str = "people"
    """Whom the share is of, in that sentence: "people", "private renters with a previous tenancy"."""
    base: str
    """Who is counted in, in words: "everyone who answered", "private renters with a previous tenancy"."""
    questions: tuple[str, ...] = ()
    rule: Rule | None = None
    more_is: Literal["better", "worse", "neither"]
    existing_source: str = ""
    geography: str = ""
    standard_question: str = ""
    """Tool 3's last column, as printed."""
    is_secondary: bool = False
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
    is_approximate: bool = False
    """Printed in words ("More than a quarter"): show `statement`, never the value."""
    year: str
    survey: str
    mode: str
    wording: str
    base: str
    area: str
    n: int | None = None
    source: str
    note: str = ""
    is_like_for_like: bool
    """False where the wording or the base differs: the figure is never set beside ours."""
    caution: str = ""
    provenance: Provenance = "ours"
    """`ours`: one of those the workbook came with, collected by us. `added`: brought in later."""


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
    """UK GDPR: ethnicity, health, religion, sexual orientation."""
    note: str = ""


AreaLevel = Literal["school or setting", "neighbourhood", "ward", "constituency", "borough", "London", "England or UK"]
"""Sizes of area for which figures are published, the smallest first. A neighbourhood is an output area or an LSOA."""

SourceMode = Literal["records", "census", "sample survey", "estimates"]
"""As `helpers.project.record.secondary.Mode`."""


class Source(Entry):
    """A dataset or portal of Tool 7, or a reading of the further reading list."""

    code: str
    name: str
    group: str
    """The heading it is printed under."""
    description: str
    """As printed, web addresses included."""
    url: str = ""
    """The first web address printed with it; many readings were links and print none."""
    themes: tuple[str, ...] = ()
    """Themes it bears on, by Tool 3's column of existing sources. Ours."""
    areas: tuple[AreaLevel, ...] = ()
    """For what sizes of area it has figures, by its description. Ours."""
    mode: SourceMode | None = None
    """How its figures come about; None for portals, which hold several kinds. Ours."""
    updated: str = ""
    """How often, as its description says. Ours where the toolkit says nothing."""
    now: str = ""
    """What has changed since the toolkit was printed in 2021, and what to look out for. Ours."""
    provenance: Provenance = "printed"


Formula = Literal["share", "rate", "gap", "high and low", "mean gap", "dissimilarity", "entropy"]
"""How a measure is worked out of a table of counts (`helpers.estimates`)."""


class Worked(Entry):
    """How an indicator that existing data covers is worked out of a table of counts: what to fetch, from where. Ours.

    The measure itself is the toolkit's, in Tool 3's words (`Indicator.measure`).
    """

    code: str
    formula: Formula
    per: int = 1
    """The figure is for each so many: 1,000 for hate crime."""
    counted: str
    """What is counted: "recorded hate crimes". The heading under which its column is looked for and shown."""
    known_as: tuple[str, ...] = ()
    """Beginnings of words in the headings of published files that name the count, the surest first."""
    most: float | None = None
    """The highest a figure can be, where it has an end: 90 for Attainment 8."""
    out_of: str = ""
    """Out of whom; empty where only groups are counted."""
    against: str = ""
    """What is set against the count: low paid occupations."""
    places: str = ""
    """What the rows are within an area, for measures of segregation: "schools"."""
    groups: str = ""
    """Which groups are compared, in the toolkit's own examples where it has some."""
    fetch: str
    """What to fetch, in one instruction."""
    sources: tuple[str, ...]
    """Codes of `sources` and `more_sources`, the one to try first before the others."""
    areas: tuple[AreaLevel, ...]
    caution: str = ""
    provenance: Provenance = "ours"


class Erratum(Entry):
    """A fault of the printed toolkit and what is done about it."""

    code: str
    where: str
    printed: str
    what_we_do: str
    themes: tuple[str, ...] = ()
    """Themes it bears on; none where it concerns the toolkit as a whole."""


class Consideration(Entry):
    """One of Tool 12's questions, under its filter, choice and stage."""

    code: str
    filter: Literal["purpose", "focus", "organisation"]
    choice: str
    """As printed: "Understanding Places and Communities"."""
    choice_code: str
    """Ours, short: "places", "built-environment", "charities"."""
    stage: Literal["plan", "collect", "reflect", "all"]
    question: str


class Comparison(Entry):
    """One row of Tool 5's comparison of quantitative and qualitative research, or of Figure 6's."""

    where: str
    aspect: str
    """Empty in Figure 6, whose rows have no heading."""
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


class Tool(Entry):
    """One of the twelve tools of Part C."""

    number: int
    title: str
    description: str
    """What Part C's list says of it."""
    introduction: tuple[str, ...]
    """The paragraphs printed under its title."""
    note: str = ""


class TemplatePart(Entry):
    """One part of a template: a canvas box (Tools 1, 2), a part of a strategy or a report (Tools 6, 9, 10, 11)."""

    tool: int
    number: int
    title: str
    text: str
    """What goes in it."""
    field: str = ""
    """The field of the project record that holds it, where one does."""
    structure: Literal["", "project", "research"] = ""
    """Of a report template: named by its content, because Tools 9 and 10 look exchanged."""
    provenance: Provenance = "printed"
    source: str = ""


class Passage(Entry):
    """A printed passage that forms, notebooks or reports name: a consideration, a method, a purpose."""

    code: str
    where: str
    """Step, figure or part of the toolkit: "Figure 7", "Step 2.2.3"."""
    heading: str
    text: str


class Faq(Entry):
    """One of the five frequently asked questions."""

    number: int
    question: str
    answer: str


class Example(Entry):
    """One of Part D's eight practical examples."""

    number: int
    group: str
    title: str
    at_a_glance: str
    background: str
    urls: tuple[str, ...]
