"""Step 2.3: the codebook of themes, and the screen on which people's own words are coded."""

import hashlib
from collections.abc import Callable
from typing import Any

from helpers import project as projects
from helpers.forms import Action, Choice, Group, field, folded, form, is_live
from helpers.forms.arriving import answered
from helpers.forms.desk import Desk, desk_of
from helpers.forms.guard import Message
from helpers.forms.show import Unseen
from helpers.project import Opened
from helpers.project.opened import WAVE_FILE
from helpers.project.record import Project
from helpers.reports.model import Paragraph, Section
from helpers.steps import Here

STEP = "2.3"
POLICY = "report"
NO_ANSWERS = "There are no answers yet: bring them in in step 2.2."
TITLE = "Coding people's own words"
THEMES = "analysis.themes"
CHANGING = ("settle", "choose", "take back")
COUNTED = "Themes counted, agreement and quotes"
BESIDE = "Numbers and words, question by question"
HELP = (
    "A theme is a short name for something that comes up again and again. Begin with a few, read twenty texts, then mend the list: "
    "rename, merge, split, take away. Write down what belongs to each, so that two people would give it to the same words."
)


def codebook(here: Here) -> Any:
    """The themes, in a form."""
    return form(here.opened, STEP, "Themes", groups)


def code(here: Here) -> Any:
    """The screen, where somebody can see it; else nothing is shown: under papermill nobody's words are."""
    if not is_live():
        return Unseen(TITLE)
    from helpers.collect.coding_widget import coding_widget

    return coding_widget(here.opened)


def counted(here: Here) -> Any:
    """How many people wrote of each theme, how far two people agree, the quotes: nobody's answers, and no small count."""
    return folded(here.opened, lambda opened: shown(opened, here.wave, False), COUNTED)


def beside(here: Here) -> Any:
    """Numbers and words in one table for each research question."""
    return folded(here.opened, lambda opened: shown(opened, here.wave, True), BESIDE)


def shown(opened: Opened, wave: str | None, is_beside: bool) -> Section:
    """What may be shown of people's own words, by itself or beside the figures."""
    if wave is None:
        return Section("words", COUNTED, (Paragraph(NO_ANSWERS),))
    from helpers.collect import analysis, themes

    at_wave = opened.at(wave)
    own = themes.released(at_wave, wave, POLICY, is_taken_out=not is_live())
    if not is_beside:
        return themes.summary(at_wave, wave, own)
    return themes.beside(at_wave, wave, analysis.released(at_wave, wave, POLICY), own)


def groups(record: Project) -> tuple[Group, ...]:
    """The themes' fields; what opens with them reads no answers."""
    from helpers.collect.coding import book

    questions = tuple(Choice(one.id, one.text) for one in record.purpose.questions)
    outcomes = tuple(Choice(one.id, one.text) for one in record.purpose.theory_of_change.outcomes)
    others = tuple(Choice(one.id, one.name or one.id) for one in record.analysis.themes)
    asked = [(one.id, one.wording) for one in record.measures.own_questions if one.answered == "words"]
    asked += [("notes", "Notes of conversations")] if record.primary.notes else []
    entry = (
        "name",
        "meaning",
        "excludes",
        "example",
        field(f"{THEMES}[].looked_for", choices=tuple(Choice(*one) for one in asked)),
        field(f"{THEMES}[].questions", choices=questions),
        field(f"{THEMES}[].outcomes", choices=outcomes),
        "is_sensitive",
        field(f"{THEMES}[].joined_to", choices=others),
    )
    themes = field(THEMES, help="", entry=entry, key_prefix="theme-", add="Add a theme", one="Theme")
    suggest = Action(
        "suggest-themes",
        "Suggest some to begin with",
        "One for each outcome that your research questions ask about, and those that most readers end up with. Change or take away "
        "whatever does not fit what people wrote.",
        lambda opened: book.suggested(opened.record),
    )
    return (Group("", (themes,), help=HELP, actions=(suggest,), also=(THEMES,), problems=book.problems),)


class Conversation:
    """Python's side of the screen. What is heavy is imported when texts are looked at, so that the page opens fast."""

    def __init__(self, desk: Desk, send: Callable[[Message, list[bytes]], None]) -> None:
        self._desk, self._send = desk, send
        self._views: set[str] = set()
        self._texts: tuple[Any, Any] | None = None
        self._is_new = False
        """Something was coded of which what is counted elsewhere on the page does not know yet."""

    def receive(self, message: Any, buffers: list[Any]) -> None:
        """Answer one message from the browser; what can't be understood is left unanswered."""
        answer = answered(lambda: self._answer(message), message)
        if answer:
            self._send(answer, [])

    def _answer(self, message: Message) -> Message:
        view = str(message.get("view"))
        match message.get("kind"):
            case "hello":
                self._views.add(view)
                self._desk.listen(self._renew)
                return {"kind": "hello", "desk": self._desk.name, "project": _name(self._desk.opened)}
            case "bye":
                self._views.discard(view)
                if not self._views:
                    self._desk.forget(self._renew)
                return {"kind": "bye"}
            case "look":
                return self._look(message)
            case "code":
                return self._code(message)
            case "act":
                answer = self._with(message, lambda screen, texts: self._act(screen, texts, message))
                self._is_new = message.get("what") in CHANGING
                self._tell_others()
                return answer
        return {"kind": "pong"}

    def _look(self, message: Message) -> Message:
        from helpers.collect.coding import screen

        self._desk.look()
        self._tell_others()
        opened, wanted = self._desk.opened, _values(message)
        there = [id for id, _ in screen.batches(opened)]
        batch = _said(message, "batch") if _said(message, "batch") in there else next(iter(there), "")
        texts = self._texts_of(batch) if batch else None
        return screen.told(texts, opened, _said(message, "coder"), wanted)

    def _code(self, message: Message) -> Message:
        said, coder = _values(message), _said(message, "coder")
        answer = self._with(message, lambda screen, texts: screen.code(texts, coder, said))
        self._is_new = True
        return answer

    def _tell_others(self) -> None:
        """What is counted elsewhere on the page is old once somebody went on to the next text, or settled something."""
        if not self._is_new:
            return
        self._is_new = False
        self._desk.forget(self._renew)
        self._desk.take(self._desk.opened)
        self._desk.listen(self._renew)

    def _act(self, screen: Any, texts: Any, message: Message) -> Message:
        said, coder = _values(message), _said(message, "coder")
        pair = _said(said, "first"), _said(said, "second")
        match message.get("what"):
            case "compare":
                return screen.compared(texts, *pair)
            case "settle":
                return screen.settle(texts, *pair, said)
            case "choose":
                return screen.choose(texts, coder, said)
            case "take back":
                return screen.take_back(texts, coder, said)
        return screen.quoted(texts)

    def _with(self, message: Message, work: Callable[[Any, Any], Message]) -> Message:
        from helpers.collect.coding import screen

        self._desk.look()
        return work(screen, self._texts_of(_said(message, "batch")))

    def _texts_of(self, batch: str) -> Any:
        """The texts of a batch, kept until the project, or what lies beside it, is another."""
        from helpers.collect.coding import screen

        opened = self._desk.opened
        now = (batch, opened.record.revision, marks(opened))
        if self._texts is None or self._texts[0] != now:
            self._texts = now, screen.Desk(opened, batch)
        return self._texts[1]

    def _renew(self) -> None:
        """Themes or answers may be others by now: the page asks again."""
        if self._views:
            self._send({"kind": "changed"}, [])


def conversation(opened: Opened, send: Callable[[Message, list[bytes]], None]) -> Conversation:
    """The conversation of the screen with this project."""
    return Conversation(desk_of(opened), send)


def marks(opened: Opened) -> tuple[tuple[str, int], ...]:
    """What tells whether a wave's answers are others than those that were read."""
    places = [opened.wave_path(known.id) / WAVE_FILE for known in opened.waves]
    return tuple((str(place), place.stat().st_mtime_ns) for place in places)


def _name(opened: Opened) -> str:
    """What a browser keeps unsaved codings under: another for another project in the same folder."""
    return hashlib.sha256(f"{opened.path.resolve()}\n{projects.began(opened.path)}".encode()).hexdigest()[:16]


def _said(message: Message, name: str) -> str:
    value = message.get(name)
    return value if isinstance(value, str) else ""


def _values(message: Message) -> Message:
    said = message.get("said")
    return said if isinstance(said, dict) else {}
