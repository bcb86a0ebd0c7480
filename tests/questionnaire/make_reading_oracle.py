"""Makes `reading_oracle.json`: the Automated Readability Index of the toolkit's questions by textstat, an implementation
of others. Run it in an environment of its own, with the questions on standard input as a JSON list:

    python -c "import json; from helpers import catalogue; print(json.dumps([q.wording for q in catalogue.questions()]))" \\
        | python tests/questionnaire/make_reading_oracle.py > tests/questionnaire/reading_oracle.json
"""

import json
import sys
from importlib.metadata import version

import textstat

found = [
    {
        "text": text,
        "index": textstat.automated_readability_index(text),
        "words": textstat.lexicon_count(text, removepunct=True),
        "sentences": textstat.sentence_count(text),
    }
    for text in json.load(sys.stdin)
]
json.dump({"made_by": f"textstat {version('textstat')}", "questions": found}, sys.stdout, indent=1, ensure_ascii=False)
sys.stdout.write("\n")
