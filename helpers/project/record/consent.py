"""Step 1.3: consent, personal data and what becomes of it."""

from datetime import date
from typing import ClassVar, Literal

from helpers.project.record.part import Part, asked, several, text

Scope = Literal["analyse", "quote", "share", "recontact"]
"""What a person may agree to, each by itself."""

Traceable = Literal["anonymous", "coded", "named"]
"""Whether an answer can be led back to the person who gave it."""

LawfulBasis = Literal["consent", "public task", "legitimate interests"]
"""The three bases of Article 6 of the UK GDPR that research of this kind rests on."""

SensitiveKind = Literal[
    "ethnic group", "health", "religion or belief", "sexual orientation", "political opinion", "trade union"
]
"""Special categories (Article 9) that a questionnaire of this kind may ask about."""

SENSITIVE_QUESTIONS: dict[SensitiveKind, str] = {
    "ethnic group": "3.14",
    "health": "3.15",
    "religion or belief": "3.16",
    "sexual orientation": "3.17",
}
"""Sensitive information, and the question of Tool 8 that asks for nothing else."""

SpecialCondition = Literal["explicit consent", "research", "equality monitoring"]
"""The conditions for special-category data that research of this kind rests on."""

Children = Literal["nobody under 16", "13 to 15", "under 13 too"]
"""The youngest who take part."""

Encryption = Literal["everywhere", "in part", "nowhere"]
"""Whether devices and files that hold answers are encrypted."""


class ScreeningAnswer(Part):
    """The answer to one of the questions that decide whether an impact assessment is needed."""

    KEY: ClassVar[str] = "question"

    question: str = asked("Question", "Its code, such as large-scale-sensitive.", "")
    answer: Literal["yes", "no", "not sure"] | None = asked("Answer")
    note: str = text("Why", "What made you say so.", limit=400)


class ConsentPlan(Part):
    """How consent is asked for and recorded, and what becomes of the answers."""

    controller: str = text(
        "Who is responsible",
        "The organisation that decides what is collected and why (in law the controller). Name both where two decide "
        "together. Left empty, the notice names your organisation.",
        example="Linden Hythe Neighbours",
        limit=200,
    )
    contact: str = text(
        "Whom people can ask",
        "How to reach somebody who can answer questions, take a withdrawal or a complaint: a role with an address or a "
        "number that will still work next year.",
        example="The research lead, research@example.org, 020 7946 0000",
        bad="See our website.",
        is_needed=True,
        limit=300,
    )
    officer: str = text(
        "Data protection officer",
        "How to reach them, if you have one. Councils and other public bodies must; most small charities need not.",
        limit=300,
    )
    collected: str = text(
        "What is collected, and why",
        "Each kind of information with the reason you need it. Leave out what you have no use for: what you don't hold "
        "can't be lost.",
        example="Answers to 15 questions, to see what changes. Age group and gender, to see for whom. No names or addresses.",
        good="Postcode: no. The name of the estate is enough to answer our questions.",
        bad="Personal details, for monitoring.",
        is_needed=True,
        is_long=True,
        limit=1500,
    )
    traceable: Traceable | None = asked(
        "Can an answer be led back to a person?",
        "Anonymous: by nobody, also not by combining answers. With a few people in a small place that is hard to promise. "
        "Coded: a code joins answers of one person between waves. Named: names or contact details are kept with or "
        "beside answers. Coded and named are personal data.",
        is_needed=True,
    )
    scopes: tuple[Scope, ...] = several(
        "What people are asked to agree to",
        "Each is asked by itself, and people may say no to some: using the answers in the analysis, quoting their words, "
        "passing answers on beyond the team, getting in touch again.",
        is_needed=True,
    )
    recorded_where: str = text(
        "Where consent is recorded, if not in the survey file",
        "Leave it empty where the questionnaire asks for consent in a column of its own. What you write here means that "
        "everybody in the file has agreed, so say where the proof is.",
        example="Signed paper forms in the locked cabinet, numbered as in the file",
        limit=400,
    )
    children: Children | None = asked(
        "Will anybody under 16 take part?",
        "The youngest person you would talk with. Answers from people under 16 are set aside in this workbook unless you "
        "say below how a parent agrees.",
        is_needed=True,
    )
    parents: str = text(
        "How a parent consents for anyone under 16",
        "How you ask a parent or guardian first and keep what they said, and how the child can still say no. Leave it "
        "empty where nobody under 16 takes part: what you write here lets their answers in.",
        example="A letter home with a form to sign; the club leader keeps it. The child is asked again on the day.",
        is_long=True,
        limit=600,
    )
    lawful_basis: LawfulBasis | None = asked(
        "Lawful basis",
        "The reason in law (Article 6 of the UK GDPR) for using information about people. Asking for agreement before "
        "somebody takes part is good practice whatever the basis: it need not be the basis.",
        is_needed=True,
    )
    interest: str = text(
        "The interest you rely on",
        "For legitimate interests: what the research is good for, why it needs this information, and why that weighs more "
        "than the intrusion. The notice has to name it.",
        example="To find out whether visits reduce loneliness, for the people we visit and for our funder.",
        is_long=True,
        limit=600,
    )
    sensitive: tuple[SensitiveKind, ...] = several(
        "Sensitive information you ask about",
        "The law gives these special protection (special categories, Article 9). Tick each that a question or an open "
        "conversation will bring up.",
    )
    special_condition: SpecialCondition | None = asked(
        "Condition for sensitive information", "Needed beside the lawful basis where you ticked anything above."
    )
    storage: str = text(
        "Where it is kept",
        "On which devices and services, paper included, and in which country the services keep it.",
        example="On the charity's own drive (kept in the UK); paper forms in a locked cabinet until they are typed in.",
        bad="In the cloud.",
        is_needed=True,
        is_long=True,
        limit=800,
    )
    firms: str = text(
        "Firms that handle answers for you",
        "The survey tool, a typist, a research firm. There has to be a contract with each that says how they look after "
        "the answers; for a free tool it is among its terms.",
        example="KoboToolbox, which hosts the forms (servers in the European Union)",
        limit=400,
    )
    access: str = text(
        "Who has access",
        "By role, as few as will do, and who sees to it when somebody leaves.",
        example="The research lead and the coordinator. Interviewers see only what they type in that day.",
        bad="The team.",
        is_needed=True,
        is_long=True,
        limit=600,
    )
    encryption: Encryption | None = asked(
        "Is everything that holds answers encrypted?",
        "Laptops, telephones, tablets, memory sticks, files sent by e-mail.",
        is_needed=True,
    )
    backup: str = text(
        "Backup",
        "Where the second copy is, who makes it and how often, and how it is deleted with the first.",
        example="The drive keeps 30 days of versions; nothing is copied to personal devices.",
        bad="On my memory stick.",
        is_needed=True,
        limit=400,
    )
    shared_with: str = text(
        "With whom answers or findings are shared",
        "Who gets what: findings without anybody recognisable, or the answers themselves? Answers go only to whom people "
        "agreed they may.",
        example="The trust gets the report. Nobody outside the team gets answers.",
        is_needed=True,
        limit=600,
    )
    retention_date: date | None = asked(
        "Deleted by",
        "The day by which answers that can be led back to a person are gone, backups included.",
        is_needed=True,
    )
    retention: str = text(
        "What is deleted then, and what is kept",
        "Why until that day; what stays, such as findings or answers in which nobody can be recognised.",
        example="Contact details a month after the last wave; coded answers with the grant's end; the report stays.",
        limit=500,
    )
    withdrawal: str = text(
        "How somebody can change their mind",
        "Whom to tell, what you then delete, and until when it can be done. What is in a published total can't be taken "
        "out again: say so beforehand.",
        example="Tell any of us, or ring. We delete your answers and note only that it was done. Until the report is out on 1 June.",
        bad="By written request to the data controller.",
        is_needed=True,
        is_long=True,
        limit=600,
    )
    complaints: str = text(
        "How somebody can complain",
        "Organisations must have a way for people to complain about the use of their information, such as a form, and "
        "acknowledge it within 30 days. Say where yours begins.",
        example="The form on our website or a letter to the director, who answers within two weeks.",
        is_needed=True,
        limit=400,
    )
    screening: tuple[ScreeningAnswer, ...] = several(
        "Is an impact assessment needed?", "Your answers to the questions that decide it."
    )
    assessment: str = text(
        "What was decided about an impact assessment",
        "Whether you do one, who decided and when; where it is kept. Write the reason down also when you don't.",
        example="Not needed: 140 people, no decisions about anybody. Agreed with the data protection lead on 3 March 2026.",
        is_long=True,
        limit=600,
    )
    notice: str = text(
        "Privacy notice in your own words",
        "What people read or hear before they answer. Leave it empty to use the draft.",
        is_long=True,
        limit=6000,
    )
