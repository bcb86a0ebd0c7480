"""A form as a page: to look at while it is made, and to send round. It holds no script and stores nothing."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from helpers.questionnaire.carried import as_json
from helpers.questionnaire.layout import Sheet
from helpers.questionnaire.model import Questionnaire
from helpers.reports.writers.html import policy

MEDIA_TYPE = "text/html"


def render(sheet: Sheet, questionnaire: Questionnaire) -> str:
    """The whole page, with version and codebook in its head."""
    return _template().render(
        sheet=sheet,
        is_page=True,
        prefix="",
        style=_style(),
        policy=policy(_style()),
        codebook=as_json(questionnaire),
        digits=_DIGITS,
    )


def fragment(sheet: Sheet) -> str:
    """The form as part of a page, under headings of the third level and below."""
    prefix = f"q-{sheet.version}-{sheet.kind.replace(' ', '-')}-"
    return _template().render(sheet=sheet, is_page=False, prefix=prefix, style=_style(), digits=_DIGITS)


_DIGITS = tuple(map(str, range(11)))


@cache
def _template() -> Template:
    made = Environment(
        loader=PackageLoader("helpers.questionnaire", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return made.get_template("form.html.j2")


@cache
def _style() -> Markup:
    return Markup((files("helpers.questionnaire") / "templates" / "form.css").read_text(encoding="utf-8"))
