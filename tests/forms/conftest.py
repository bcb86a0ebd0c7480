"""A project with a form over some of its fields, spoken to as a browser would."""

import pytest

from helpers import project as projects
from helpers.forms import Action, Choice, File, Group, field
from helpers.forms.desk import desk_of
from helpers.forms.talk import Talk

MODES = tuple(Choice(mode, mode.capitalize()) for mode in ("face to face", "telephone"))


def groups(record):
    """Fields of every kind; one group is only there for one purpose."""
    outcomes = tuple(Choice(one.id, one.text) for one in record.purpose.theory_of_change.outcomes)
    asks_about = field("purpose.questions[].outcomes", choices=outcomes)
    questions = field("purpose.questions", entry=("text", asks_about), key_prefix="q-", add="Add a question")
    basket = field("measures.basket", choices=(Choice("R7", "Loneliness"), Choice("R4", "Favours")), entry=("why",))
    parts = tuple(Choice(number, f"Part {number}") for number in (1, 2))
    return (
        Group(
            "Words",
            (
                field("purpose.aim", limit=20),
                field("purpose.research_purpose"),
                field("purpose.thematic_focus", choices=(Choice("a", "A"), Choice("b", "B"))),
                field("purpose.theory_of_change.steps", limit=10),
                field("feedback.sections", choices=(Choice("summary", "Summary"),)),
                field("approach.mode", choices=MODES),
            ),
            actions=(
                Action("sheet", "Sheet", "", lambda _opened: File("a.txt", "text/plain", b"sheet")),
                Action("fill", "Fill", "", lambda _opened: {"purpose.aim": "Filled."}),
                Action("say", "Say", "", lambda opened: f"It is called {opened.title}."),
                Action("long", "Long", "", lambda _opened, progress: progress(0.5) or "Done.", is_long=True),
                Action("break", "Break", "", lambda opened: {}[f"secret of {opened.title}"]),
            ),
        ),
        Group(
            "Numbers",
            (
                field("approach.sample.population"),
                field("approach.sample.target"),
                field("approach.consent.retention_date"),
            ),
        ),
        Group("For impact", (field("purpose.context"),), shown=lambda one: one.purpose.research_purpose == "impact"),
        Group(
            "Lists",
            (
                field("purpose.theory_of_change.outcomes", entry=("text",), key_prefix="o-"),
                questions,
                basket,
                field("approach.strategy", choices=parts, entry=("text",), is_fixed=True),
                field("measures.own_questions", entry=("wording", "options"), key_prefix="own_"),
            ),
        ),
    )


class Browser:
    """One browser's side of a form: what it says, what it hears."""

    def __init__(self, folder, who=""):
        self.folder, self.who, self.heard, self.files = folder, who, [], []
        opened = projects.open(folder)
        self.talk = Talk(desk_of(opened), "1.1", "A form", groups, self._hear)
        self.hello = self.say("hello")

    def _hear(self, message, files):
        self.heard.append(message)
        self.files += files

    def say(self, kind, **content):
        """Say something; gives the answer to it. What else was heard stays in `heard`."""
        self.heard.clear()
        self.talk.receive({"n": 7, "view": f"view {id(self)}", "who": self.who, "kind": kind, **content})
        answers = [message for message in self.heard if message.get("n") == 7]
        assert len(answers) == 1, self.heard
        return answers[0]

    def change(self, path, base, new):
        """Say that a field has changed."""
        return self.say("change", path=path, base=base, new=new)

    @property
    def record(self):
        """What is on disk."""
        return projects.open(self.folder).record


@pytest.fixture
def folder(tmp_path):
    """A new, empty project."""
    return projects.create(tmp_path / "tea", "Tea on Tuesdays").path


@pytest.fixture
def writer(folder):
    """One browser with the form open."""
    return Browser(folder)


@pytest.fixture
def browsers(folder, monkeypatch):
    """A function: a browser of somebody on another computer, who shares nothing but the folder."""

    def arrive(who):
        from helpers.forms import desk

        monkeypatch.setattr(desk, "_desks", {})
        return Browser(folder, who)

    return arrive
