"""The questionnaire: built from the record, checked, and written as paper, page or a survey tool's file.

Examples
--------
>>> from helpers import project as projects, questionnaire
>>> made = questionnaire.build(projects.open("sample_data/befriending").record)
>>> [question.code for question in made.questions if question.id.startswith("q1")]
['1.2', '1.3.1', '1.3.2', '1.7', '1.8']
"""

from helpers.questionnaire.build import build
from helpers.questionnaire.model import Questionnaire

__all__ = ["Questionnaire", "build"]
