"""Answers in: read any export, map its columns, check its rows, protect the people in it."""

from helpers.survey.checks import Message
from helpers.survey.codebook import Codebook, codebook
from helpers.survey.identifiers import masked
from helpers.survey.reading import Reading, read

__all__ = ["Codebook", "Message", "Reading", "codebook", "masked", "read"]
