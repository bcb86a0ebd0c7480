"""What step 2.2 shows of a wave, and what it still needs."""

from typing import Any

from helpers.collect import questionnaire
from helpers.collect.primary import comparing
from helpers.collect.primary.kept import reading, wave_record
from helpers.errors import COMMAND, UserProblem
from helpers.project import Opened
from helpers.project.opened import WAVE_FILE
from helpers.reports import words
from helpers.reports.model import Block, Bullets, Caution, Facts, Fold, Paragraph, Section, Table
from helpers.reports.pretend import marked


def summary(opened: Opened, wave: str | None = None) -> Section:
    """What came in, what was set aside and why, what was corrected, and what differs from the wave before."""
    if wave is None or not opened.waves:
        return Section("primary", "Answers", (Paragraph("No answers have been brought in yet."),))
    kept, read, folder = wave_record(opened, wave), reading(opened, wave), opened.wave_path(wave)
    facts = (
        ("File", kept["file"]),
        ("Exported by", read.tool),
        ("Received on", kept["received_on"]),
        ("Verdict", read.verdict),
        ("Usable answers", str(read.usable_n)),
        ("Corrections", str(len(kept.get("corrections", ())))),
    )
    blocks: list[Any] = [Facts(facts)]
    aside = tuple((reason, words.banded(n)) for reason, n in read.set_aside.items() if n)
    if aside:
        blocks.append(Table("Set aside, and why", ("Reason", "Answers"), aside))
    if kept.get("withdrawn"):
        blocks.append(Paragraph("Since it came in, somebody's answers were taken out because they withdrew."))
    if read.messages:
        blocks.append(
            Paragraph(
                f"The check has {len(read.messages)} remarks. They name rows, so they are kept with the answers and not "
                f"shown here: {folder / WAVE_FILE} holds them."
            )
        )
    shown = Section("primary", f"Answers of wave {wave}", (*blocks, *_differences(opened, wave)))
    return marked(shown) if opened.is_pretend else shown


def missing(opened: Opened) -> tuple[str, ...]:
    """What step 2.2 still needs: answers, and before there are any a questionnaire that can go out."""
    if opened.waves:
        return ()
    to_mend = questionnaire.missing(opened) if opened.record.measures.basket else ()
    return (*to_mend, f"No answers have been brought in: {COMMAND} add FILE --project P --wave W.")


def _differences(opened: Opened, wave: str) -> tuple[Block, ...]:
    """What differs from the wave before, without any figure: this may be handed on with the report."""
    try:
        before, found = comparing.differences(opened, wave)
    except UserProblem as problem:
        return (Caution(f"It could not be compared with the wave before: {problem.what}"),)
    if not before:
        return ()
    settled = comparing.settled(opened, wave)
    said = {one: f"{_question(one)} {comparing.WHY[one.kind]}" for one in found if comparing.is_blocking(one)}
    open_ones = tuple(dict.fromkeys(text for one, text in said.items() if (one.kind, one.question) not in settled))
    looked_at = tuple(
        dict.fromkeys(
            f"{text}. Compared all the same: {settled[one.kind, one.question]['reason']}"
            for one, text in said.items()
            if (one.kind, one.question) in settled
        )
    )
    if not said:
        return (Paragraph(f"Nothing was found that stops a comparison with wave {before}."),)
    blocks: list[Block] = []
    if open_ones:
        blocks.append(
            Caution(
                f"Not compared with wave {before} until somebody has looked, on the screen of the waves below: "
                f"{'; '.join(open_ones)}."
            )
        )
    if looked_at:
        blocks.append(Fold(f"Looked at, and compared with wave {before}", (Bullets(looked_at),)))
    return tuple(blocks)


def _question(difference: Any) -> str:
    return f"Question {difference.question}:" if difference.question else "The whole wave:"
