"""The coding screen and the codebook's form, spoken to as a browser would."""

import subprocess
import sys

import pytest

from helpers import project as projects
from helpers.collect import coding_form, themes
from helpers.collect.coding import kept, texts
from helpers.collect.coding_form import conversation
from helpers.forms.state import State
from helpers.reports.model import plain
from helpers.steps import begin
from helpers.steps.listing import SAMPLES

LIFT, OTHER = "theme-lift", "theme-other"


class Screen:
    """One browser's side of the screen."""

    def __init__(self, opened, coder="Asha"):
        self.heard, self.coder = [], coder
        self.talk = conversation(opened, lambda message, _files: self.heard.append(message))
        self.say("hello")

    def say(self, kind, what="", **said):
        message = {
            "n": 1,
            "view": self.coder,
            "kind": kind,
            "what": what,
            "coder": self.coder,
            "batch": "first",
            "said": said,
        }
        self.talk.receive(message, [])
        return [answer for answer in self.heard if "n" in answer][-1]

    def look(self, at="", step=0, **wanted):
        return self.say("look", at=at, step=step, **wanted)

    def code(self, id, *themes, **more):
        return self.say("code", id=id, themes=list(themes), **more)

    def code_all(self, themes_of):
        text = self.look(show="all")["text"]
        while text:
            chosen = themes_of(text)
            assert self.code(text["id"], *chosen, is_none=not chosen)["kind"] == "coded"
            text = self.look(text["id"], 1, show="all")["text"]


@pytest.fixture
def asked(tea):
    tea.decide(
        **{
            "measures.own_questions": [{"id": "own_why", "wording": "Why?"}, {"id": "own_hope", "wording": "Hope?"}],
            "analysis.themes": [
                {"id": LIFT, "name": "Lift", "meaning": "The lift.", "questions": ["q-one"]},
                {"id": OTHER, "name": "Other", "looked_for": ["own_hope"]},
            ],
            "purpose.questions": [{"id": "q-one", "text": "What keeps them in?", "indicators": ["R7"]}],
        }
    )
    rows = [
        {
            "id": f"S-{at}",
            "q1_7": 1 + at % 5,
            "consent_quote": at % 2,
            "own_why": f"The lift {at}, ring me on 020 7946 0018",
            "own_hope": "A walk" if at < 6 else "",
        }
        for at in range(12)
    ]
    tea.add("first", rows)
    return tea


def test_one_text_at_a_time_masked_with_its_own_themes(asked):
    told = Screen(asked.opened).look(show="uncoded")
    assert (told["batch"], told["n_texts"], told["n_done"], told["n_found"], told["number"]) == ("first", 18, 0, 18, 1)
    assert told["text"]["words"] == "The lift 0, ring me on [telephone]"
    assert told["text"]["read_for"] == [LIFT] and not told["text"]["may_be_quoted"]
    assert str(told).count("ring me on") == 1 and "S-0" not in str(told)


def test_without_a_name_no_text_is_shown(asked):
    assert Screen(asked.opened, coder=" ").look(show="all")["text"] is None


def test_filters_and_going_on(asked):
    screen = Screen(asked.opened)
    first = screen.look(show="uncoded")["text"]
    screen.code(first["id"], LIFT)
    told = screen.look(first["id"], 1, show="uncoded")
    assert told["text"]["words"].startswith("The lift 1") and (told["n_done"], told["n_found"]) == (1, 17)
    assert screen.look(show="coded")["text"]["themes"] == [LIFT]
    assert screen.look(show="all", theme=LIFT)["n_found"] == 1
    assert screen.look(show="all", place="own_hope")["n_found"] == 6
    back = screen.look(told["text"]["id"], -1, show="all")
    assert back["text"]["id"] == first["id"]
    assert screen.look(first["id"], -1, show="all")["text"] is None


def test_nobody_sees_what_the_other_gave(asked):
    asha, ben = Screen(asked.opened), Screen(asked.opened, "Ben")
    first = asha.look(show="all")["text"]["id"]
    asha.code(first, LIFT, note="sure")
    told = ben.look(show="all")
    assert (told["text"]["themes"], told["text"]["note"], told["n_done"]) == ([], "", 0)
    assert ben.say("act", "compare")["pair"] is None


def test_a_text_of_another_batch_and_a_made_up_theme_change_nothing(asked):
    screen = Screen(asked.opened)
    assert screen.code("0" * 20, LIFT)["kind"] == "refused"
    first = screen.look(show="all")["text"]["id"]
    assert screen.code(first, OTHER, "theme-made-up", is_none=True)["is_coded"]
    assert screen.look(show="all")["text"]["themes"] == [] and screen.look(show="all")["text"]["is_none"]
    assert screen.code(first, LIFT, is_quote=True)["kind"] == "refused"
    assert len(kept.of_coder(texts.of_wave(asked.opened, "first"), "Asha")) == 1


def test_two_people_compare_and_settle(asked):
    asha, ben = Screen(asked.opened), Screen(asked.opened, "Ben")
    asha.code_all(lambda text: [LIFT])
    ben.code_all(lambda text: [LIFT] if "3" in text["words"] else [])
    told = asha.say("act", "compare")
    assert (told["pair"], told["n_texts"], told["n_differences"]) == (["Asha", "Ben"], 18, 17)
    one = told["differences"][0]
    assert (one["both"], one["first"], one["second"]) == ([], [LIFT], []) and "[telephone]" in one["words"]
    told = asha.say("act", "settle", id=one["id"], themes=[LIFT], first="Asha", second="Ben")
    assert told["n_differences"] == 16
    assert asha.say("act", "settle", id=one["id"], themes=[LIFT], first="Asha", second="Cora")["kind"] == "refused"


def test_quotes_are_chosen_from_what_was_marked_and_may_be_quoted(asked):
    screen = Screen(asked.opened)
    screen.code_all(lambda text: [LIFT])
    marked = next(text for text in walk(screen) if text["may_be_quoted"])
    screen.code(marked["id"], LIFT, is_quote=True)
    (possible,) = screen.say("act", "quotes")["possible"]
    assert possible["words"] == marked["words"]
    assert screen.say("act", "choose", id=possible["id"], words=possible["words"], why="")["kind"] == "refused"
    told = screen.say("act", "choose", id=possible["id"], words=possible["words"], why="It says it")
    assert [one["words"] for one in told["chosen"]] == ["The lift 1, ring me on [telephone]"] and told["possible"] == []
    assert screen.say("act", "take back", id=possible["id"])["chosen"] == []


def walk(screen):
    text = screen.look(show="all")["text"]
    while text:
        yield text
        text = screen.look(text["id"], 1, show="all")["text"]


def test_a_changed_theme_marks_texts_to_look_at_again(asked):
    screen = Screen(asked.opened)
    screen.code_all(lambda text: [LIFT])
    assert screen.look(show="older")["n_found"] == 0
    asked.decide(**{f"analysis.themes[{OTHER}].meaning": "Anything else."})
    told = screen.look(show="older")
    assert told["n_found"] == 6 and told["text"]["is_older"]
    screen.code(told["text"]["id"], OTHER)
    assert screen.look(show="older")["n_found"] == 5


def test_a_project_without_answers_or_themes_says_so(tea):
    told = Screen(tea.opened).look()
    assert (told["batches"], told["batch"], told["themes"]) == ([], None, [])
    section = coding_form.shown(tea.opened, None, False)
    assert "no answers yet" in plain(section)


def test_the_form_asks_for_every_field_of_a_theme_and_suggests_some(asked):
    state = State(asked.opened, coding_form.groups)
    fields = [one.name for one in state.fields["analysis.themes"].entry]
    assert set(fields) == set(type(asked.opened.record.analysis.themes[0]).model_fields) - {"id"}
    changes = state.actions["suggest-themes"].run(asked.opened)
    asked.decide(**changes)
    assert len(asked.opened.record.analysis.themes) == 2 + 5


def test_the_page_opens_without_pandas():
    check = (
        "import sys; from helpers.collect import coding_form; from helpers import project; "
        f"coding_form.groups(project.open({str(SAMPLES / 'befriending')!r}).record); import helpers.collect.coding_widget; "
        "print(sorted({'pandas', 'scipy', 'matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_widget_holds_nothing_and_without_anybody_nothing_is_shown(asked):
    from helpers.collect.coding_widget import coding_widget

    widget = coding_widget(asked.opened)
    assert (
        "lift" not in str(widget.get_state()).replace(widget._esm, "").lower()
        and repr(widget) == "Form: Coding people's own words"
    )
    assert coding_form.code(begin("2.3", asked.path))._ipython_display_() is None


def test_the_summary_holds_counts_agreement_and_quotes_and_no_answer(asked):
    asha, ben = Screen(asked.opened), Screen(asked.opened, "Ben")
    for screen in (asha, ben):
        screen.code_all(lambda text: [LIFT] if "lift" in text["words"] else [])
    quoted = next(text for text in walk(asha) if text["may_be_quoted"])
    asha.code(quoted["id"], LIFT, is_quote=True)
    asha.say("act", "choose", id=quoted["id"], words="The lift 1, …", why="It says it")
    opened = projects.open(asked.path)
    own = themes.released(opened, "first")
    said = plain(themes.summary(opened, "first", own))
    assert "Lift   12                100%" in said and "“The lift 1, …”" in said and "ring me" not in said
    assert "Asha" not in said and "Ben" not in said
    beside = plain(coding_form.shown(opened, "first", True))
    assert "In people's own words: Lift" in beside and "Often lonely" in beside and "“The lift 1, …”" in beside
    assert "The lift" not in repr(own) + repr(own.quotes)
