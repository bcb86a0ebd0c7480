"""Simulated answers to a questionnaire, to try forms, exports and reports before fieldwork. Nobody said any of this."""

import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pandas as pd

from helpers.catalogue.records import AskIf, Question
from helpers.survey.codebook import AGE, CONSENTS, Codebook

NAN = float("nan")
SAYS_YES = {"consent_analyse": 0.95, "consent_quote": 0.7, "consent_share": 0.8, "consent_recontact": 0.6}
"""Share of pretend people who agree; nobody agrees to more than to the analysis without agreeing to that."""
LEAVES_OUT = 0.02
"""Share of answers left blank."""
PREFERS_NOT = 0.01
PREFERS_NOT_IF_SENSITIVE = 0.04
"""Share of answers that are "prefer not to say"."""
NONE_OF_THESE = 0.15
HAS_NO_CODE = 0.05
INTERVIEWERS = 4
_LETTERS = np.array(list(string.ascii_uppercase))


@dataclass(frozen=True, repr=False, eq=False)
class Pretend:
    """Pretend answers, one row per pretend person in each table.

    Parameters
    ----------
    people
        `respondent_id` ("pretend-0001" and so on), `panel_code` (or None), `weight` where asked for, the four consents
        (true or false), `submitted_on`, then the codebook's columns as `survey.read` gives them: codes as floats, NaN =
        no answer; options of select-all questions 0/1, NaN throughout = no answer; text or None.
    prefers_not
        True where the answer is "prefer not to say" (and `people` has NaN or None): the same columns, of a select-all
        question its id.
    fieldwork
        `started_at`, `ended_at`, `interviewer` (a code), in the same order.
    """

    people: pd.DataFrame
    prefers_not: pd.DataFrame
    fieldwork: pd.DataFrame

    def __repr__(self) -> str:
        return f"<Pretend: {len(self.people)} people>"

    def __len__(self) -> int:
        return len(self.people)

    @property
    def responses(self) -> pd.DataFrame:
        """What `survey.read` must find in an export of these answers: of people who agreed, without that consent."""
        agreed = self.people[self.people["consent_analyse"]]
        return agreed.drop(columns="consent_analyse").reset_index(drop=True)


def pretend(
    codebook: Codebook,
    n: int = 200,
    seed: int = 0,
    first_day: date = date(2026, 1, 5),
    days: int = 21,
    weights: bool = False,
) -> Pretend:
    """Make up answers of `n` people to the questions of a codebook.

    They keep to the form: routing (whoever has no answer to the question that decides is not asked), ranges, "none of
    these" only by itself, a few blanks and "prefer not to say". Shares are plausible in shape only: drawn at random, with
    the middle answers of a scale likelier than its ends. Nothing in them is a finding about anybody.

    Parameters
    ----------
    codebook
        What is asked; `survey.codebook(record)` of a project.
    n, seed
        How many people; the same seed gives the same people.
    first_day, days
        When the pretend fieldwork was held.
    weights
        Whether everybody has a weight, with a mean of about 1.

    Examples
    --------
    >>> from helpers.catalogue.records import Question
    >>> age = Question(code="3.2", id="q3_2", section=3, kind="number", wording="Age?", minimum=16, maximum=99)
    >>> made = pretend(Codebook(questions=(age,)), n=50, seed=1)
    >>> len(made), made.people["q3_2"].dropna().between(16, 99).all(), made.people["respondent_id"][0]
    (50, np.True_, 'pretend-0001')
    """
    rng = np.random.default_rng(seed)
    fieldwork = _fieldwork(n, first_day, days, rng)
    first: dict[str, Any] = {
        "respondent_id": [f"pretend-{number:04}" for number in range(1, n + 1)],
        "panel_code": _panel_codes(n, rng),
    }
    if weights:
        first["weight"] = np.round(rng.lognormal(-0.08, 0.4, n), 3)
    agreed = rng.random(n) < SAYS_YES["consent_analyse"]
    first |= {name: agreed & (rng.random(n) < SAYS_YES[name] / SAYS_YES["consent_analyse"]) for name in CONSENTS}
    first["consent_analyse"] = agreed
    first["submitted_on"] = fieldwork["ended_at"].dt.normalize().astype("datetime64[s]")
    answers: dict[str, np.ndarray] = {}
    prefers_not: dict[str, np.ndarray] = {}
    for question in dict.fromkeys(codebook.by_column.values()):
        for name, columns in _answered(question, n, rng):
            asked = _asked(question, name, answers, n)
            refuses = asked & (rng.random(n) < (PREFERS_NOT_IF_SENSITIVE if question.is_sensitive else PREFERS_NOT))
            blank = ~asked | refuses | (rng.random(n) < LEAVES_OUT)
            prefers_not[name] = refuses
            answers |= {column: _without(values, blank) for column, values in columns.items()}
    people = pd.DataFrame({name: _series(values) for name, values in {**first, **answers}.items()})
    return Pretend(people, pd.DataFrame(prefers_not, index=people.index), fieldwork)


def _answered(question: Question, n: int, rng: np.random.Generator) -> Iterator[tuple[str, dict[str, np.ndarray]]]:
    """Answers of everybody: for each question, or line of a grid, its name and its columns."""
    if question.kind == "multi":
        yield question.id, _ticks(question, n, rng)
        return
    shares = _shares(len(question.options), rng)
    for column in question.columns:
        if question.kind == "text":
            yield column, {column: _texts(question, n, rng)}
        elif question.kind == "number":
            yield column, {column: _numbers(question, n, rng)}
        else:
            codes = [option.code for option in question.options]
            yield column, {column: rng.choice(codes, size=n, p=shares).astype(float)}


def _shares(k: int, rng: np.random.Generator) -> np.ndarray:
    """Of k answers: a scale's middle is likelier than its ends, of a long list the first answers are likelier."""
    if k == 0:
        return np.array([])
    places = np.arange(k)
    shape = 0.75**places if k > 7 else np.exp(-((places - (k - 1) * rng.uniform(0.3, 0.7)) ** 2) / (0.5 * k))
    return rng.dirichlet(12 * shape / shape.sum() + 0.3)


def _ticks(question: Question, n: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    codes = [option.code for option in question.options]
    ticks = rng.random((n, len(codes))) < rng.beta(2, 4, len(codes))
    if question.none_code in codes:
        none = codes.index(question.none_code)
        ticks[:, none] = False
        ticks[rng.random(n) < NONE_OF_THESE] = False
        ticks[:, none] = ~ticks.any(axis=1)
    else:
        nothing = ~ticks.any(axis=1)
        ticks[nothing, rng.integers(len(codes), size=int(nothing.sum()))] = True
    return {name: ticks[:, place].astype(float) for place, name in enumerate(question.columns)}


def _numbers(question: Question, n: int, rng: np.random.Generator) -> np.ndarray:
    lowest = 0 if question.minimum is None else question.minimum
    highest = lowest + 10 if question.maximum is None else question.maximum
    shape = (1.5, 2.2) if question.id == AGE else (4, 2)
    return np.round(lowest + (highest - lowest) * rng.beta(*shape, n)).clip(lowest, highest)


def _texts(question: Question, n: int, rng: np.random.Generator) -> np.ndarray:
    """Every text says what it is, so that it can never be taken for somebody's words."""
    ends = ("", "; a second thing, too", ' - "quoted", it\'s made up', ", café £5")
    texts = [f"Pretend answer {rng.integers(1, 9)} to {question.code}{ends[rng.integers(len(ends))]}" for _ in range(n)]
    return np.array(texts, dtype=object)


def _asked(question: Question, name: str, answers: dict[str, np.ndarray], n: int) -> np.ndarray:
    asked = np.ones(n, dtype=bool)
    for rule in _rules(question, name):
        if rule.column in answers:
            asked &= np.isin(answers[rule.column], rule.codes)
    return asked


def _rules(question: Question, name: str) -> list[AskIf]:
    item = name.removeprefix(f"{question.id}_") if question.kind == "grid" else ""
    return [rule for rule in question.ask_if if rule.item in ("", item)]


def _without(values: np.ndarray, blank: np.ndarray) -> np.ndarray:
    return np.where(blank, None if values.dtype == object else NAN, values)


def _panel_codes(n: int, rng: np.random.Generator) -> np.ndarray:
    """Two letters and a day, as people are asked to make them; different for everybody while there are enough."""
    combinations = 26 * 26 * 31
    chosen = rng.choice(combinations, size=n, replace=n > combinations)
    letters, day = np.divmod(chosen, 31)
    codes = [f"{_LETTERS[pair // 26]}{_LETTERS[pair % 26]}{day:02}" for pair, day in zip(letters, day + 1, strict=True)]
    return np.where(rng.random(n) < HAS_NO_CODE, None, np.array(codes, dtype=object))


def _fieldwork(n: int, first_day: date, days: int, rng: np.random.Generator) -> pd.DataFrame:
    opening = datetime.combine(first_day, time(9))
    ended = sorted(
        opening + timedelta(days=int(rng.integers(days)), seconds=int(rng.integers(10 * 3600))) for _ in range(n)
    )
    seconds = np.round(60 * rng.lognormal(np.log(14), 0.4, n)).astype(int)
    started = [end - timedelta(seconds=int(took)) for end, took in zip(ended, seconds, strict=True)]
    interviewers = [f"int{number:02}" for number in rng.integers(1, INTERVIEWERS + 1, n)]
    return pd.DataFrame(
        {
            "started_at": pd.Series(started, dtype="datetime64[s]"),
            "ended_at": pd.Series(ended, dtype="datetime64[s]"),
            "interviewer": pd.Series(interviewers, dtype=object),
        }
    )


def _series(values: Any) -> pd.Series:
    """Text stays text or None: left to itself pandas makes None a NaN."""
    is_text = isinstance(values, list) or values.dtype.kind == "O"
    return pd.Series(values, dtype=object) if is_text else pd.Series(values)
