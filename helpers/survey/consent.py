"""Who agreed to what, and who is old enough to be asked. A blank means no."""

import numpy as np

from helpers.survey.ages import Age, read_age
from helpers.survey.checks import Messages, listed
from helpers.survey.codebook import AGE, CONSENTS, Codebook
from helpers.survey.keys import key, keys_of
from helpers.survey.matching import Matched
from helpers.survey.tables import Table
from helpers.survey.values import code_of, no_answer, read_column, replacing


def consents(table: Table, matched: Matched, codebook: Codebook, messages: Messages) -> dict[str, np.ndarray]:
    """For each of analyse, quote, share and recontact: one true or false per row.

    A scope the file does not ask about is no; the consent to analyse may be recorded elsewhere, and is then yes.
    """
    given = {name: np.zeros(len(table), dtype=bool) for name in CONSENTS}
    for name in CONSENTS:
        if name in matched.places:
            given[name] = _said_yes(table, matched, name, messages)
        elif name == "consent_analyse" and codebook.consent_recorded_where:
            given[name] |= True
        elif name == "consent_analyse":
            messages.add("consent_column_missing")
    return given


def _said_yes(table: Table, matched: Matched, name: str, messages: Messages) -> np.ndarray:
    place = matched.places[name]
    replaced = replacing(matched.values.get(name))

    def read(text: str) -> tuple[int, float]:
        return (0, _yes_or_no(replaced(text)))

    answers = read_column(table.cells(place), read).value
    unclear = table.row_numbers[np.isnan(answers)]
    if unclear.size:
        messages.add(
            "consent_unclear", row=int(unclear[0]), column=table.headings[place], n=unclear.size, rows=listed(unclear)
        )
    return answers == 1


def _yes_or_no(text: str) -> float:
    """1 a clear yes, 0 a clear no or blank, NaN neither.

    Examples
    --------
    >>> [_yes_or_no(text) for text in ("Yes, I agree to take part", "", "No thank you", "1.0", "perhaps")]
    [1.0, 0.0, 0.0, 1.0, nan]
    """
    words = key(text)
    code = code_of(text)
    if code is not None:
        return {1: 1.0, 2: 0.0, 0: 0.0}.get(code, float("nan"))
    if no_answer(text) is not None or words in keys_of("consent_no") or words.startswith("no "):
        return 0.0
    if words in keys_of("consent_yes") and not text.strip().startswith("-"):
        return 1.0
    is_refusal = {"not", "dont", "no", "never"} & set(words.split())
    return 1.0 if words.startswith(("yes ", "i agree ", "i consent ")) and not is_refusal else float("nan")


def ages(table: Table, matched: Matched, codebook: Codebook) -> dict[Age, np.ndarray]:
    """Who is under 16, and whose age cannot be read: one true or false per row each.

    All false where the file holds no age, or the plan says how a parent consented.
    """
    if AGE not in matched.places or codebook.parents_consent:
        said = np.full(len(table), Age.NONE, dtype=object)
    else:
        replaced = replacing(matched.values.get(AGE))
        said = table.cells(matched.places[AGE]).each(lambda text: read_age(replaced(text)))
    return {age: said == age for age in (Age.UNDER, Age.UNREADABLE)}
