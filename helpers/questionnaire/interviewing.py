"""What whoever reads the questions out has to know of each: never read out itself."""

from helpers.catalogue.records import Question

LONG_LIST = 5
"""Answers from which people are given a card to choose from, rather than having to keep them in mind."""


def needs_card(question: Question) -> bool:
    """Whether people are shown the answers on a card: long lists, rows, and what is easier to point at than to say.

    Examples
    --------
    >>> from helpers import catalogue
    >>> needs_card(catalogue.question("2.4")), needs_card(catalogue.question("1.7"))
    (False, True)
    """
    n_answers = len(question.options)
    return question.kind == "grid" or n_answers >= LONG_LIST or (question.is_sensitive and n_answers > 2)


def note(question: Question, is_own: bool, is_office: bool) -> str:
    """How a question is put, in a sentence or two.

    Examples
    --------
    >>> from helpers import catalogue
    >>> note(catalogue.question("2.4"), is_own=False, is_office=False)
    'Read out the question and the answers. Tick one.'
    """
    if is_office:
        return "Filled in by the team."
    if question.kind == "text":
        what = "what is said, in the person's own words" if is_own else "the answer"
        return f"Read out the question. Write down {what}."
    if question.kind == "number" and "(" in question.answer:
        return "Read out the question, and what the lowest and the highest number mean. Tick the number."
    if question.kind == "number":
        return "Read out the question. Write down the number."
    if question.kind == "grid":
        return "Show the card. Read out the question, then each line. Tick one in each row."
    tick = "Tick all that are named." if question.kind == "multi" else "Tick one."
    if needs_card(question):
        return f"Show the card. Read out the question. {tick}"
    return f"Read out the question and the answers. {tick}"
