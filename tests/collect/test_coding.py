"""Themes in people's words: who gave what to which text, what is counted, and what is gone when somebody withdraws."""

import hashlib
import json
import stat
from datetime import date

import pytest

from helpers import project as projects
from helpers.collect import notes, primary, themes
from helpers.collect.coding import agreeing, book, counting, kept, log, quotes, settled, texts
from helpers.collect.coding.kept import Coding
from helpers.errors import UserProblem
from helpers.forms import Arrived
from helpers.project import ledger
from helpers.reports.model import plain

LIFT, LONELY, OTHER = "theme-lift", "theme-lonely", "theme-other"
THEMES = [
    {"id": LIFT, "name": "The lift", "meaning": "What keeps people in.", "questions": ["q-why"]},
    {"id": LONELY, "name": "Lonely", "meaning": "Being alone too much.", "is_sensitive": True},
    {"id": OTHER, "name": "Stairs", "meaning": "Stairs.", "looked_for": ["own_hope"]},
]
GENDERS = {"Women": 2, "Men": 1}


def rows(n=40, ids=True):
    return [
        {
            **({"id": f"S-{at:03}"} if ids else {}),
            "q1_7": 1 + at % 5,
            "q3_1": 1 + at % 2,
            "consent_quote": "yes" if at % 4 else "no",
            "own_why": f"because of the lift, says Bert {at}" if at % 5 else "",
            "own_hope": "A walk." if at % 2 else "Company.",
        }
        for at in range(n)
    ]


def brought_in(tea, n=40, ids=True, wave="first"):
    tea.decide(
        **{
            "measures.own_questions": [{"id": "own_why", "wording": "Why?"}, {"id": "own_hope", "wording": "Hope?"}],
            "analysis.themes": THEMES,
            "approach.breakdowns": ["gender"],
        }
    )
    tea.add(wave, rows(n, ids))
    return tea


@pytest.fixture
def asked(tea):
    return brought_in(tea)


def source(tea, wave="first"):
    return texts.of_wave(tea.opened, wave)


def newer_file(tea, newer):
    primary.add(tea.path, tea.write(newer, "newer.csv"), "first", date(2026, 1, 31), is_replacing=True)


def give(tea, who, themes_of, wave="first", of=lambda text: True, **more):
    """Somebody codes: `themes_of(text)` are the themes each gets."""
    there = source(tea, wave)
    for text in filter(of, there.texts):
        themes = tuple(themes_of(text))
        reads = book.read_for(tea.opened.record, there.looked_in(text.key))
        kept.keep(tea.opened, there, Coding(text.key, who, themes, not themes, reads, **more))


def lift_or_none(text):
    return [LIFT] if "lift" in text.words else []


def test_every_open_answer_of_those_who_agreed_is_there_once(asked):
    there = source(asked)
    assert (len(there.texts), list(there.headings.values())) == (32 + 40, ["Why?", "Hope?"])
    assert sum(text.may_be_quoted for text in there.texts) == 54
    assert "Bert" not in repr(there) + repr(there.texts[0]) + repr(there.texts[0].key)


def test_a_text_of_somebody_without_consent_is_not_there(tea):
    tea.decide(**{"measures.own_questions": [{"id": "own_why", "wording": "Why?"}], "analysis.themes": THEMES})
    tea.add(
        "first", [{**row, "consent_analyse": "no" if at else 1} for at, row in enumerate(rows(3) + rows(30)[5:])][::-1]
    )
    assert [text.key.person for text in source(tea).texts] == []


def test_what_is_kept_holds_nobody_s_words_and_only_its_owner_reads_it(asked):
    give(asked, "Asha", lift_or_none)
    (file,) = (asked.path / "data" / "first" / "coding").iterdir()
    content = file.read_text()
    assert len(content.splitlines()) == 72
    assert "Bert" not in content and "walk" not in content and "S-001" in content
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for path in (asked.path / "project.json", asked.path / "history.jsonl"):
        assert "S-001" not in path.read_text()


def test_the_newest_line_counts_and_a_torn_one_is_passed_over(asked):
    give(asked, "Asha", lift_or_none)
    first = source(asked).texts[0]
    give(asked, "Asha", lambda text: [LONELY], of=lambda text: text.key == first.key)
    (file,) = (asked.path / "data" / "first" / "coding").iterdir()
    file.write_bytes(file.read_bytes() + b'{"person": "S-00')
    second = source(asked).texts[1]
    give(asked, "Asha", lambda text: [LIFT], of=lambda text: text.key == second.key)
    found = kept.of_coder(source(asked), " asha ")
    assert (len(found), found[first.key].themes) == (72, (LONELY,))


def test_a_text_that_is_not_there_is_refused(asked):
    key = log.Key("S-001", "own_why", "0" * 16)
    with pytest.raises(UserProblem, match="not there any more"):
        kept.keep(asked.opened, source(asked), Coding(key, "Asha", (LIFT,)))
    assert not (asked.path / "data" / "first" / "coding").exists()


def test_a_possible_quote_needs_consent(asked):
    unwilling = next(text for text in source(asked).texts if not text.may_be_quoted)
    with pytest.raises(UserProblem, match="did not agree to be quoted"):
        kept.keep(asked.opened, source(asked), Coding(unwilling.key, "Asha", (LIFT,), is_quote=True))


@pytest.mark.parametrize("ids", [True, False], ids=["numbers", "rows"])
def test_withdrawal_takes_the_codings_and_quotes_and_leaves_the_others(tea, ids):
    brought_in(tea, ids=ids)
    give(tea, "Asha", lift_or_none)
    there = source(tea)
    person = there.texts[4].key.person
    mine = [text for text in there.texts if text.key.person == person]
    quotes.choose(tea.opened, there, mine[0].key, mine[0].words, "Asha", "It says it all")
    assert len(quotes.chosen(there)) == 1
    before = [(text.words, kept.of_coder(there, "Asha")[text.key].themes) for text in there.texts if text not in mine]
    primary.withdraw(tea.path, "first", person)
    after = source(tea)
    assert [(text.words, kept.of_coder(after, "Asha")[text.key].themes) for text in after.texts] == before
    assert (quotes.chosen(after), kept.n_lost(after)) == ({}, 0)
    for path in (tea.path / "data" / "first" / "coding").iterdir():
        assert person not in [json.loads(line)["person"] for line in path.read_text().splitlines()] or not ids
        assert all(
            mark not in path.read_text() for mark in [text.key.mark for text in mine if text.key.place == "own_why"]
        )


def test_a_corrected_file_keeps_what_fits_and_counts_what_does_not(asked):
    give(asked, "Asha", lift_or_none)
    newer = [row for row in rows() if row["id"] != "S-007"]
    newer[1]["own_why"] = "Something else altogether."
    newer[2]["consent_analyse"] = "no"
    newer_file(asked, newer)
    there = source(asked)
    coded = kept.of_coder(there, "Asha")
    assert {text.words for text in there.texts if text.key not in coded} == {"Something else altogether."}
    assert kept.n_lost(there) == 1 + 2 + 2


def test_without_numbers_codings_follow_the_words_to_other_rows(tea):
    brought_in(tea, ids=False)
    give(tea, "Asha", lift_or_none)
    before = {text.words: kept.of_coder(source(tea), "Asha")[text.key].themes for text in source(tea).texts}
    newer_file(tea, rows(ids=False)[3:])
    there = source(tea)
    found = kept.of_coder(there, "Asha")
    assert {text.words: found[text.key].themes for text in there.texts}.items() <= before.items()
    assert len(found) == len(there.texts)


def released(tea, wave="first"):
    return counting.judged(tea.opened, texts.until(tea.opened, wave))[0]


def theme(tea, id, **changes):
    tea.decide(**{f"analysis.themes[{id}].{name}": value for name, value in changes.items()})


def on(tea):
    return settled.settled(tea.opened.record, source(tea))


def test_renamed_merged_and_removed_themes(asked):
    give(asked, "Asha", lambda text: [LIFT] if "lift" in text.words else [OTHER])
    why, hope = (next(key for key in on(asked) if key.place == place) for place in ("own_why", "own_hope"))
    theme(asked, LIFT, name="Lift and doors")
    assert (on(asked)[why].themes, on(asked)[why].is_older) == ({LIFT}, False)
    theme(asked, OTHER, joined_to=LIFT)
    assert on(asked)[hope].themes == {LIFT}
    theme(asked, OTHER, joined_to="")
    assert on(asked)[hope].themes == {OTHER}
    asked.decide(**{f"analysis.themes[{LIFT}]": None})
    assert on(asked)[why].themes == set()
    assert len(asked.path.joinpath("data/first/coding").glob("*").__next__().read_text().splitlines()) == 72


def test_themes_that_are_part_of_each_other_count_by_themselves(asked):
    theme(asked, LIFT, joined_to=OTHER)
    theme(asked, OTHER, joined_to=LIFT)
    assert book.whole(asked.opened.record) == {LIFT: LIFT, LONELY: LONELY, OTHER: OTHER}
    assert set(book.problems(asked.opened.record)) == {f"analysis.themes[{id}].joined_to" for id in (LIFT, OTHER)}


def test_a_changed_meaning_marks_what_was_coded_before_and_is_in_the_history(asked):
    give(asked, "Asha", lift_or_none)
    assert not any(one.is_older for one in on(asked).values())
    theme(asked, OTHER, meaning="Stairs and steps.")
    assert {key.place for key, one in on(asked).items() if one.is_older} == {"own_hope"}
    changed = [entry.field for entry in projects.history(asked.path)]
    assert f"analysis.themes[{OTHER}].meaning" in changed
    assert counting.OLDER in released(asked).notes


def test_a_theme_that_came_later_is_not_counted_in_texts_read_before(asked):
    give(asked, "Asha", lift_or_none)
    asked.decide(**{"analysis.themes[theme-new]": {"name": "New", "meaning": "New."}})
    assert counting.counted(asked.opened.record, source(asked)).people["theme-new"].isna().all()
    table = released(asked).table
    assert set(table["indicator"]) == {LIFT, LONELY, OTHER}


def test_people_are_counted_once_and_only_when_all_their_words_are_read(asked):
    give(asked, "Asha", lambda text: [LIFT], of=lambda text: text.key.place == "own_hope")
    people = counting.counted(asked.opened.record, source(asked)).people
    assert int(people[LIFT].notna().sum()) == 8  # those who wrote nothing else
    assert counting.NOT_READ in counting.findings(asked.opened, (source(asked),), (), "team").notes
    give(asked, "Asha", lambda text: [LIFT], of=lambda text: text.key.place == "own_why")
    (row,) = (
        counting.findings(asked.opened, (source(asked),), (), "team")
        .shares.query("indicator == @LIFT")
        .to_dict("records")
    )
    assert (row["n"], row["n_yes"]) == (40, 40)


def test_small_counts_never_leave(asked):
    few = {text.key.person for text in source(asked).texts[:3]}
    give(asked, "Asha", lambda text: [LIFT] if text.key.person in few else [])
    table = released(asked).table.query("group_by == ''").set_index("indicator")
    assert (table.loc[LIFT, "status"], table.loc[LIFT, "note"]) == ("banded", "fewer than 5 of 40")
    assert table["share"].isna()[LIFT] and "n_yes" not in table
    assert table.loc[LONELY, "status"] == "banded"  # nobody, of a delicate theme
    assert table[["ci_low", "ci_high", "std_error"]].isna().all(axis=None)
    assert counting.NO_ESTIMATE in released(asked).notes


def test_by_group_and_by_wave(asked):
    second = [{**row, "id": f"T-{at}", "own_hope": ""} for at, row in enumerate(rows())]
    asked.add("second", second, date(2026, 6, 30), "b.csv")
    for wave in ("first", "second"):
        give(asked, "Asha", lift_or_none, wave)
    table = released(asked, "second").table
    assert set(table["wave"]) == {"first", "second"} and len(set(table["group"]) & {"everyone", "Women"}) == 2
    assert OTHER not in set(table.query("wave == 'second'")["indicator"])
    notes_of = dict(zip(table["wave"], table["note"], strict=True))
    assert counting.NOT_ALIKE in notes_of["first"] and counting.NOT_ALIKE not in notes_of["second"]


def test_what_left_before_is_judged_beside(asked):
    give(asked, "Asha", lift_or_none)
    before = themes.released(asked.opened, "first", is_taken_out=True)
    entries = ledger.entries(asked.path)
    assert [entry["what"] for entry in entries] == ["themes", "themes of conversations"]
    assert before.themes.table.query("indicator == @LIFT and group_by == ''")["status"].tolist() == ["released"]
    primary.withdraw(asked.path, "first", "S-001")
    after = themes.released(asked.opened, "first")
    (now,) = after.themes.table.query("indicator == @LIFT and group_by == ''").to_dict("records")
    assert now["status"] == "suppressed"  # one person less than in what left before: the two would tell of them


def test_two_coders_agree_as_the_formula_says_and_what_differs_is_listed_and_settled(asked):
    give(asked, "Asha", lift_or_none)
    give(asked, "Ben", lambda text: [LIFT] if "Bert 1" in text.words else [])
    both = (source(asked),)
    assert agreeing.pairs(both) == (("Asha", "Ben", 72),)
    found = agreeing.agreement(asked.opened.record, both, "Asha", "Ben")
    lift = found.themes[0]
    assert (found.n, lift.n, lift.found.agreed) == (72, 72, pytest.approx((72 - 23) / 72))
    assert "slight" in agreeing.in_words(lift) or "fair" in agreeing.in_words(lift)
    apart = settled.differences(asked.opened.record, both[0], *(kept.of_coder(both[0], who) for who in ("Asha", "Ben")))
    assert len(apart) == 23 and {(one.both, one.first, one.second) for one in apart} == {((), (LIFT,), ())}
    assert sum(one.is_open for one in on(asked).values()) == 23
    assert sum(LIFT in one.themes for one in on(asked).values()) == 9
    reads = book.read_for(asked.opened.record, "own_why")
    kept.keep(asked.opened, both[0], Coding(apart[0].key, "Asha and Ben", (LIFT,), False, reads), is_agreed=True)
    assert sum(one.is_open for one in on(asked).values()) == 22
    assert sum(LIFT in one.themes for one in on(asked).values()) == 10


def test_few_texts_give_no_coefficient(asked):
    first = {text.key for text in source(asked).texts[:6]}
    for who in ("Asha", "Ben"):
        give(asked, who, lift_or_none, of=lambda text: text.key in first)
    found = agreeing.agreement(asked.opened.record, (source(asked),), "Asha", "Ben")
    assert [one.found for one in found.themes] == [None] * len(found.themes) and found.n == 6


def brought_notes(tea, words, **facts):
    path = tea.files / "arriving"
    path.write_text(words)
    note = notes.take(tea.opened, Arrived(path, "notes.txt", len(words), hashlib.sha256(words.encode()).hexdigest()))
    agreed = {"method": "interviews", "who": "P 1", "is_asked": True, "agreed": ["analyse"], **facts}
    tea.decide(**{f"primary.notes[{note.id}].{name}": value for name, value in agreed.items()})
    return note


def test_passages_of_notes_are_coded_where_the_consent_reaches_and_go_with_the_file(asked):
    note = brought_notes(asked, "The lift again.\n\nThe lift again.\n\nAnd the hall.")
    (there,) = texts.of_notes(asked.opened)
    assert [text.words for text in there.texts] == ["The lift again.", "The lift again.", "And the hall."]
    assert len(there.by_key) == 3 and not any(text.may_be_quoted for text in there.texts)
    for text in there.texts:
        kept.keep(
            asked.opened, there, Coding(text.key, "Asha", (LIFT,), False, book.read_for(asked.opened.record, "notes"))
        )
    raw = counting.of_conversations(asked.opened, (there,)).shares.set_index("indicator")
    assert (raw.loc[LIFT, "n"], raw.loc[LIFT, "n_yes"]) == (1, 1)
    assert set(counting.judged_conversations(asked.opened, (there,))[0].table["status"]) == {"suppressed"}
    folder = there.folder
    assert folder.is_dir()
    asked.decide(**{f"primary.notes[{note.id}].is_asked": False})
    assert texts.of_notes(asked.opened) == ()
    notes.remove(asked.opened, note.id)
    assert not folder.exists()


def quotable(tea):
    return next(text for text in source(tea).texts if text.may_be_quoted)


def test_a_quote_is_masked_reasoned_and_signed_and_its_words_are_kept_nowhere_else(tea):
    tea.decide(**{"measures.own_questions": [{"id": "own_why", "wording": "Why?"}], "analysis.themes": THEMES})
    words = "My son in Leeds rings. Ring him on 020 7946 0018, he is kind."
    tea.add("first", [{**row, "own_why": words if at == 1 else ""} for at, row in enumerate(rows())])
    text = quotable(tea)
    with pytest.raises(UserProblem, match="not said why"):
        quotes.choose(tea.opened, source(tea), text.key, words, "Asha", " ")
    with pytest.raises(UserProblem, match="does not stand there"):
        quotes.choose(tea.opened, source(tea), text.key, "My daughter in Leeds", "Asha", "why")
    edited = "My son in [another city] rings. Ring him on 020 7946 0018, …"
    quotes.choose(tea.opened, source(tea), text.key, edited, "Asha", "Shows what a call means")
    (said,) = quotes.said(tea.opened, source(tea))
    assert said.words == "My son in [another city] rings. Ring him on [telephone], …"
    assert (said.who, said.why, said.whose) == ("Asha", "Shows what a call means", "")
    kept_lines = (tea.path / "data/first/coding/quotes.jsonl").read_text()
    assert "Leeds" not in kept_lines and "kind" not in kept_lines and "7946" not in kept_lines
    quotes.take_back(tea.opened, source(tea), text.key, "Ben")
    assert quotes.said(tea.opened, source(tea)) == ()


def test_nobody_is_quoted_who_did_not_agree(asked):
    unwilling = next(text for text in source(asked).texts if not text.may_be_quoted)
    with pytest.raises(UserProblem, match="did not agree"):
        quotes.choose(asked.opened, source(asked), unwilling.key, unwilling.words, "Asha", "why")
    assert not (asked.path / "data/first/coding").exists()


def test_what_stands_beside_a_quote_is_shared_by_many_and_looked_at_again_each_time(asked):
    text = quotable(asked)
    quotes.choose(asked.opened, source(asked), text.key, text.words, "Asha", "why", ("gender",))
    (said,) = quotes.said(asked.opened, source(asked))
    assert said.whose in GENDERS and said.left_out == ()
    alone = [{**row, "q3_1": 1 + (row["id"] == text.key.person)} for row in rows()]
    newer_file(asked, alone)
    (said,) = quotes.said(asked.opened, source(asked))
    assert (said.whose, said.left_out) == ("", ("gender",))
    with pytest.raises(UserProblem, match="could be recognised"):
        quotes.choose(asked.opened, source(asked), text.key, text.words, "Asha", "why", ("gender",))


def test_what_stands_beside_two_quotes_of_one_person_counts_together(tea):
    tea.decide(**{"approach.breakdowns": ["gender", "age"]})
    tea.decide(
        **{"measures.own_questions": [{"id": "own_why", "wording": "Why?"}, {"id": "own_hope", "wording": "Hope?"}]}
    )
    tea.add(
        "first",
        [{**row, "q3_2": 20 if at < 20 else 70, "q3_1": 1 + (at < 12 or at > 29)} for at, row in enumerate(rows())],
    )
    there = source(tea)
    person = next(text.key.person for text in there.texts if text.may_be_quoted and text.key.person > "S-012")
    one, other = (text for text in there.texts if text.key.person == person)
    quotes.choose(tea.opened, there, one.key, one.words, "Asha", "why", ("gender",))
    with pytest.raises(UserProblem, match="could be recognised"):
        quotes.choose(tea.opened, there, other.key, other.words, "Asha", "why", ("age",))
    quotes.choose(tea.opened, there, other.key, other.words, "Asha", "why")
    assert [said.whose for said in quotes.said(tea.opened, there)] == ["Men", ""]


def test_a_quote_goes_with_the_consent_and_with_the_words(asked):
    text = quotable(asked)
    quotes.choose(asked.opened, source(asked), text.key, text.words, "Asha", "why")
    unwilling = [{**row, "consent_quote": "no"} if row["id"] == text.key.person else row for row in rows()]
    newer_file(asked, unwilling)
    assert quotes.said(asked.opened, source(asked)) == () and quotes.n_lost(source(asked)) == 1


def test_themes_are_suggested_from_the_research_questions_and_never_twice(tea):
    tea.decide(
        **{
            "purpose.theory_of_change.outcomes": [{"id": "less", "text": "People feel lonely less often."}],
            "purpose.questions": [{"id": "q-why", "text": "Do they?", "outcomes": ["less"]}],
        }
    )
    changes = book.suggested(tea.opened.record)
    tea.decide(**changes)
    themes = tea.opened.record.analysis.themes
    assert (themes[0].name, themes[0].questions, themes[0].outcomes) == (
        "People feel lonely less often",
        ("q-why",),
        ("less",),
    )
    assert len(themes) == 1 + len(book.USUAL)
    with pytest.raises(UserProblem, match="among your themes already"):
        book.suggested(tea.opened.record)


def test_by_a_question_of_the_project_s_own(tea):
    tea.decide(
        **{
            "measures.own_questions": [
                {"id": "own_why", "wording": "Why?"},
                {"id": "own_site", "wording": "Which site?", "options": {1: "Mill Lane", 2: "The Hythe"}},
            ],
            "analysis.themes": THEMES,
            "analysis.breakdowns": ["own_site"],
        }
    )
    tea.add("first", [{**row, "own_site": 1 + at % 2} for at, row in enumerate(rows())])
    give(tea, "Asha", lift_or_none)
    table = released(tea).table.query("indicator == @LIFT and group_by == 'own_site'")
    assert dict(zip(table["group"], table["n"], strict=True)) == {"Mill Lane": 16, "The Hythe": 16}
    own = themes.released(tea.opened, "first")
    assert "By “Which site?”" in plain(themes.summary(tea.opened, "first", own))
    text = quotable(tea)
    quotes.choose(tea.opened, source(tea), text.key, text.words, "Asha", "why", ("own_site",))
    assert quotes.said(tea.opened, source(tea))[0].whose in ("Mill Lane", "The Hythe")
