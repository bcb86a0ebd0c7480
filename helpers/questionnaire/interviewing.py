"""What whoever reads the questions out has to know of each: never read out itself."""

from helpers.catalogue.records import Question

LONG_LIST = 5
"""Answers from which people are given a card to choose from, rather than having to keep them in mind."""


def needs_card(question: Question) -> bool:
    """Whether people are shown the answers on a card.

    Examples
    --------
    >>> from helpers import catalogue
    >>> needs_card(catalogue.question("2.4")), needs_card(catalogue.question("1.7"))
    (False, True)
    """
    return (
        len(question.options) >= LONG_LIST
        or question.kind == "grid"
        or (question.is_sensitive and bool(question.options))
    )


def note(question: Question, is_own: bool) -> str:
    """How a question is put, in a sentence or two.

    Examples
    --------
    >>> from helpers import catalogue
    >>> note(catalogue.question("2.4"), is_own=False)
    'Read out the question and the answers. Tick one.'
    """
    if question.kind == "text" and is_own:
        return "Read out the question. Write down what is said, in the person's own words."
    if question.kind == "text":
        return "Read out the question. Write down the answer."
    if question.kind == "number":
        return "Read out the question. Write down the number."
    if question.kind == "grid":
        return "Show the card. Read out the question, then each line. Tick one in each row."
    shown = "Show the card" if needs_card(question) else "Read out the question and the answers"
    if question.kind == "multi":
        return (
            f"{shown}. Read out the question. Tick everything that is named."
            if needs_card(question)
            else f"{shown}. Tick everything that is named."
        )
    return f"{shown} and read out the question. Tick one." if needs_card(question) else f"{shown}. Tick one."
