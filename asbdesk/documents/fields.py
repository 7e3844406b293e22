"""The closed set of fields a template may use, each with the words that stand for it while nobody knows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from asbdesk.documents import (
    agency_facts,
    contract_facts,
    handover_facts,
    mediation_facts,
    order_examples,
    order_facts,
    proportion_facts,
    rule_facts,
    schedule_facts,
)
from asbdesk.documents.facts import (
    CaseFacts,
    ContractFacts,
    DiaryFacts,
    ExhibitFacts,
    Facts,
    IncidentFacts,
    LawFacts,
    LetterFacts,
    MarkerFacts,
    MovementFacts,
    OfficeFacts,
    OfficerFacts,
    ParagraphFacts,
    PersonFacts,
    PlanFacts,
    SheetFacts,
    SignatoryFacts,
    StatementExhibitFacts,
    StatementFacts,
    StepFacts,
    TermFacts,
    VisitedFacts,
    VisitFacts,
)


@dataclass(frozen=True, slots=True)
class Field:
    """``kind`` is text, lines (several of them), date, number, or list (to be looped over)."""

    name: str
    label: str
    kind: str = "text"


def _group(prefix: str, *entries: tuple[str, str] | tuple[str, str, str]) -> tuple[Field, ...]:
    return tuple(Field(f"{prefix}.{name}", label, *kind) for name, label, *kind in entries)


_PERSON = (
    ("full_name", "name of the person"),
    ("salutation_name", "name as in Dear ..."),
    ("title", "title of the person"),
    ("address", "address of the person", "lines"),
    ("date_of_birth", "date of birth", "date"),
    ("age", "age of the person", "number"),
    ("preferred_format", "preferred format"),
    ("language", "language of the person"),
)

_ALL = (
    *_group(
        "office",
        ("name", "name of the office"),
        ("address", "address of the office", "lines"),
        ("telephone", "telephone of the office"),
        ("email", "e-mail of the office"),
        ("jurisdiction", "jurisdiction of the office"),
        ("team", "name of the team"),
        ("complaints", "how to complain"),
        ("emergency", "what to do in an emergency"),
        ("data_notice", "data protection notice"),
    ),
    *_group(
        "officer",
        ("name", "name of the officer"),
        ("job_title", "job title of the officer"),
        ("telephone", "telephone of the officer"),
        ("email", "e-mail of the officer"),
    ),
    *_group("recipient", *_PERSON),
    *_group("person", *_PERSON),
    *_group(
        "case",
        ("reference", "case reference"),
        ("opened_on", "date the case was opened", "date"),
        ("closed_on", "date the case was closed", "date"),
        ("closing_reason", "reason of the closing"),
    ),
    *_group(
        "letter",
        ("reference", "letter reference"),
        ("date", "date of the letter", "date"),
        ("your_reference", "their reference"),
    ),
    *_group(
        "law",
        ("order_name", "name of the court order"),
        ("order_court", "name of the court"),
        ("version", "version of the law"),
        ("case_review", "name of the case review"),
    ),
    *_group(
        "contract",
        ("reference", "contract reference"),
        ("kind", "kind of contract"),
        ("start", "start of the contract", "date"),
        ("end", "end of the contract", "date"),
        ("months", "length in months", "number"),
        ("length_words", "length of the contract"),
        ("terms", "terms of the contract", "list"),
        ("negative_terms", "what the person will not do", "list"),
        ("positive_terms", "what the person will do", "list"),
        ("agency_terms", "what the agencies will do", "list"),
        ("reviews", "review dates", "list"),
        ("signatories", "who signs", "list"),
        ("state", "how the contract stands"),
        ("offered_on", "day of the offer", "date"),
        ("signed_on", "day of the last signature", "date"),
        ("settled_on", "day the contract ended", "date"),
        ("breaches", "breaches of the contract", "list"),
    ),
    *(
        field
        for module in (
            contract_facts,
            mediation_facts,
            agency_facts,
            schedule_facts,
            order_facts,
            proportion_facts,
            rule_facts,
            handover_facts,
        )
        for prefix, entries in module.GROUPS
        for field in _group(prefix, *entries)
    ),
    *_group(
        "exhibit",
        ("mark", "mark of the exhibit"),
        ("title", "title of the exhibit"),
        ("kind", "kind of exhibit"),
        ("witness", "who produces the exhibit"),
        ("made_on", "day the exhibit was made", "date"),
        ("received_on", "day the exhibit was received", "date"),
        ("file_name", "name of the exhibit's file"),
        ("size", "size of the exhibit's file"),
        ("seal", "seal of the exhibit's file"),
        ("movements", "continuity of the exhibit", "list"),
    ),
    *_group("movement", ("when", "since when"), ("holder", "who had it"), ("why", "why")),
    *_group(
        "diary",
        ("sheets", "diary sheets", "list"),
        ("first", "number of the first sheet", "number"),
        ("return_by", "day by which the sheets are wanted back", "date"),
    ),
    *_group("sheet", ("number", "number of the sheet", "number"), ("reference", "reference of the sheet")),
    *_group(
        "statement",
        ("name", "name of the witness"),
        ("called", "pseudonym of a protected witness"),
        ("short_name", "initial and surname of the witness"),
        ("ordinal", "number of the statement"),
        ("on_behalf_of", "party the statement is made for"),
        ("heading", "title of the proceedings", "lines"),
        ("marks", "exhibits of the statement"),
        ("dated", "date of the statement", "date"),
        ("paragraphs", "words of the statement", "list"),
        ("exhibits", "list of exhibits", "list"),
        ("truth", "statement of truth"),
        ("truth_source", "source of the statement of truth"),
    ),
    *_group("paragraph", ("number", "number of the paragraph", "number"), ("text", "words of the paragraph")),
    *_group("thing", ("mark", "mark of the exhibit"), ("title", "title of the exhibit")),
    *_group(
        "visit",
        ("title", "what the visit is for"),
        ("when_words", "when the visit is"),
        ("place", "place of the visit"),
        ("officer", "who goes"),
        ("notes", "notes for the visit"),
        ("people", "whom the visit is to", "list"),
        ("markers", "warning markers", "list"),
        ("not_told", "who must not be told what"),
        ("protected", "who must not be given away"),
    ),
    *_group(
        "visited",
        ("name", "name of the one visited"),
        ("part", "part in the case"),
        ("contact", "how to reach the one visited"),
    ),
    *_group(
        "marker",
        ("who", "whom the marker is about"),
        ("text", "words of the marker"),
        ("reason", "reason of the marker"),
    ),
    *_group(
        "plan", ("steps", "steps of the action plan", "list"), ("review_on", "day the risk is looked at again", "date")
    ),
    *_group("step", ("text", "what is done"), ("who", "who does it"), ("due_on", "by when", "date")),
    Field("incidents", "incidents", "list"),
    *_group(
        "incident",
        ("reference", "incident reference"),
        ("when_words", "when the incident was"),
        ("when_welsh", "when the incident was, in Welsh"),
        ("summary", "what happened"),
        ("category", "kind of behaviour"),
        ("place", "place of the incident"),
    ),
    *_group(
        "term", ("number", "number of the term", "number"), ("kind", "kind of term"), ("text", "words of the term")
    ),
    *_group(
        "signatory",
        ("role", "role of the signatory"),
        ("name", "name of the signatory"),
        ("agency", "agency of the signatory"),
        ("signed_on", "date of signing", "date"),
    ),
)

FIELDS: MappingProxyType[str, Field] = MappingProxyType({each.name: each for each in _ALL})

# What stands in the list so named, and the group of fields that each entry has ("" for a bare value).
LISTS: MappingProxyType[str, str] = MappingProxyType(
    {
        "incidents": "incident",
        "contract.terms": "term",
        "contract.negative_terms": "term",
        "contract.positive_terms": "term",
        "contract.agency_terms": "term",
        "contract.signatories": "signatory",
        "contract.reviews": "",
        "contract.breaches": "",
        **contract_facts.LISTS,
        **mediation_facts.LISTS,
        **agency_facts.LISTS,
        **schedule_facts.LISTS,
        **order_facts.LISTS,
        **proportion_facts.LISTS,
        **rule_facts.LISTS,
        **handover_facts.LISTS,
        "exhibit.movements": "movement",
        "diary.sheets": "sheet",
        "statement.paragraphs": "paragraph",
        "statement.exhibits": "thing",
        "plan.steps": "step",
        "visit.people": "visited",
        "visit.markers": "marker",
    }
)

GROUPS: frozenset[str] = frozenset(name.partition(".")[0] for name in FIELDS if "." in name) - frozenset(LISTS.values())


def label(name: str) -> str:
    """The words for a field."""
    return FIELDS[name].label


def example(name: str) -> object:
    """An invented value of the field, fit for a sample letter."""
    group, _, attribute = name.partition(".")
    if name == "incidents":
        return EXAMPLE.incidents
    holder: object = {
        "incident": EXAMPLE.incidents[0],
        "term": EXAMPLE.contract.terms[0],
        "signatory": replace(EXAMPLE.contract.signatories[-1], signed_on=date(2003, 12, 1)),
        "minute": EXAMPLE.review.minutes[1],
        "change": EXAMPLE.version.changes[0],
        "movement": EXAMPLE.exhibit.movements[0],
        "sheet": EXAMPLE.diary.sheets[0],
        "paragraph": EXAMPLE.statement.paragraphs[0],
        "thing": EXAMPLE.statement.exhibits[0],
        "step": EXAMPLE.plan.steps[0],
        "visited": EXAMPLE.visit.people[0],
        "marker": EXAMPLE.visit.markers[0],
        "handed": EXAMPLE.handover.people[0],
        "party": EXAMPLE.mediation.parties[0],
        "allegation": EXAMPLE.schedule.allegations[1],
        "agreed": EXAMPLE.conference.agenda[0],
        "disclosed": EXAMPLE.log.entries[0],
        "court": replace(EXAMPLE.court, length_misfit="It is shorter than the least that the law allows."),
        "made": replace(EXAMPLE.made, changed_on=date(2004, 3, 1)),
        "element": EXAMPLE.court.elements[0],
        "clause": replace(EXAMPLE.court.requirements[0], area="yes"),
        "consulted": EXAMPLE.court.consultations[0],
        "witnessed": EXAMPLE.court.statements[0],
        "produced": EXAMPLE.court.exhibits[0],
        "weighing": EXAMPLE.proportion.weighed[0],
    }.get(group) or getattr(EXAMPLE, group)
    return getattr(holder, attribute)


_MERCER = PersonFacts(
    full_name="Dean Mercer",
    salutation_name="Mr Mercer",
    title="Mr",
    address=("14 Larch Court", "Quarry Road", "Thornmere", "TM3 8QX"),
    date_of_birth=date(1984, 2, 29),
    age=19,
    preferred_format="ordinary print",
    language="English",
)

EXAMPLE = Facts(
    office=OfficeFacts(
        name="Thornmere Borough Council",
        address=("Community Safety Unit", "Civic Centre", "1 Market Square", "Thornmere", "TM1 1AA"),
        telephone="01632 960 100",
        email="asb@thornmere.example",
        team="Community Safety Unit",
        complaints="If you are not happy with how we deal with you, ask us for our complaints leaflet or telephone "
        "01632 960 199. If our answer does not satisfy you, you may go to the Ombudsman.",
        data_notice="We keep what we know about you safe, use it to deal with anti-social behaviour, and share it with "
        "other agencies only where the law allows. You may ask to see what we hold about you.",
        formats="large print, on audio tape or in Braille",
        languages="Shqip · Español · Français · Polski · Português · Română · Soomaali · Türkçe · Русский · 中文",
    ),
    officer=OfficerFacts(
        "Amina Testwick", "Anti-Social Behaviour Officer", "01632 960 123", "a.testwick@thornmere.example"
    ),
    recipient=_MERCER,
    person=_MERCER,
    case=CaseFacts("ASB/2003/0147", date(2003, 10, 20), date(2003, 11, 17), "It was settled by early action"),
    letter=LetterFacts("ASB/2003/0147/L2", date(2003, 11, 17), "DM/1"),
    law=LawFacts(
        "an Anti-Social Behaviour Order",
        "the magistrates' court",
        "England and Wales, November 2003",
        "anti-social behaviour case review",
    ),
    rule=rule_facts.EXAMPLE,
    handover=handover_facts.EXAMPLE,
    contract=ContractFacts(
        reference="ASB/2003/0147/C1",
        start=date(2003, 12, 1),
        end=date(2004, 5, 31),
        months=6,
        length_words="six months",
        terms=(
            TermFacts(
                1,
                "negative",
                "I will not play music at my home that can be heard in another home between 11 pm and 8 am.",
            ),
            TermFacts(
                2, "negative", "I will not shout at, swear at or threaten anybody in Larch Court or its car park."
            ),
            TermFacts(3, "negative", "I will not drink alcohol on the stairs or landings of Larch Court."),
            TermFacts(4, "positive", "I will meet my housing officer once a month at the Quarry Road office."),
            TermFacts(
                5,
                "positive",
                "I will help the caretaker to paint out the graffiti in the stairwell on 6 December 2003.",
            ),
            TermFacts(
                6, "agency", "The council will put me in touch with the alcohol advice service within two weeks."
            ),
        ),
        reviews=(date(2003, 12, 29), date(2004, 3, 1)),
        signatories=(
            SignatoryFacts("The person", "Dean Mercer"),
            SignatoryFacts("Council", "Amina Testwick", "Thornmere Borough Council"),
            SignatoryFacts("Police", "PC Ruth Sampleford", "Thornmere Police"),
        ),
        state="kept",
        offered_on=date(2003, 11, 25),
        signed_on=date(2003, 12, 1),
        settled_on=date(2004, 5, 31),
        breaches=("Term 1 on 6 December 2003: music was played from midnight until 2 am",),
    ),
    interview=contract_facts.INTERVIEW,
    breach=contract_facts.BREACH,
    review=contract_facts.REVIEW,
    version=contract_facts.VERSION,
    mediation=mediation_facts.EXAMPLE_MEDIATION,
    conference=agency_facts.EXAMPLE_CONFERENCE,
    log=agency_facts.EXAMPLE_LOG,
    schedule=schedule_facts.EXAMPLE_SCHEDULE,
    paper=order_examples.EXAMPLE_PAPER,
    court=order_examples.EXAMPLE_COURT,
    made=order_examples.EXAMPLE_MADE,
    consult=order_examples.EXAMPLE_CONSULT,
    served=order_examples.EXAMPLE_SERVED,
    broken=order_examples.EXAMPLE_BROKEN,
    proportion=proportion_facts.EXAMPLE,
    exhibit=ExhibitFacts(
        mark="JO/7",
        title="Recording of music through the ceiling",
        kind="Sound recording",
        witness="Jo Okafor",
        made_on=date(2003, 11, 3),
        received_on=date(2003, 11, 5),
        file_name="3 November.wav",
        size="12.4 MB",
        seal="9f86d081 884c7d65 9a2feaa0 c55ad015 a3bf4f1b 2b0b822c d15d6c15 b0f00a08",
        movements=(
            MovementFacts("5 Nov 2003, 10:20", "Jo Okafor", "Taken into the office’s encrypted store"),
            MovementFacts("12 Nov 2003, 14:00", "PC Ruth Sampleford", "Copy handed over for the case conference"),
        ),
    ),
    diary=DiaryFacts((SheetFacts(1, "ASB/2003/0147/D1"), SheetFacts(2, "ASB/2003/0147/D2")), date(2003, 12, 1)),
    statement=StatementFacts(
        name="Jo Okafor",
        called="Witness B",
        short_name="J Okafor",
        ordinal="First",
        on_behalf_of="the Applicant",
        heading=(
            "In the Thornmere Magistrates’ Court",
            "Between Thornmere Borough Council (Applicant)",
            "and Dean Mercer (Defendant)",
        ),
        marks="JO/7",
        dated=date(2003, 11, 17),
        paragraphs=(
            ParagraphFacts(1, "I am Jo Okafor, anti-social behaviour officer, of the Civic Centre, Thornmere."),
            ParagraphFacts(2, "I wrote this statement myself."),
            ParagraphFacts(3, "I refer to the recording of music marked “JO/7”."),
        ),
        exhibits=(StatementExhibitFacts("JO/7", "Recording of music through the ceiling"),),
        truth="I believe that the facts stated in this witness statement are true.",
        truth_source="CPR Practice Direction 22, before 6 April 2020",
    ),
    visit=VisitFacts(
        title="Home visit about the music",
        when_words="on 18 November 2003 at 10.30 am",
        place="14 Larch Court, Quarry Road, Thornmere TM3 8QX",
        officer="Amina Testwick, 01632 960 123",
        notes="Bring the leaflet of the tenancy support worker.",
        people=(
            VisitedFacts("Mr Dean Mercer", "Perpetrator", "Mobile telephone 07700 900 147: safe to use"),
            VisitedFacts("Ms Kaye Mercer", "Household", "No telephone is known. Finds reading hard"),
        ),
        markers=(MarkerFacts("Mr Dean Mercer", "Visit in pairs", "threatened a warden on 18 October 2003"),),
        not_told="Mr Mercer: that the flats below keep diary sheets.",
        protected="Complainant A, Witness A",
    ),
    plan=PlanFacts(
        steps=(
            StepFacts("Fit a new lock and a light above your door", "Housing repairs", date(2003, 11, 24)),
            StepFacts("Telephone you every Friday", "Amina Testwick", date(2003, 12, 1)),
        ),
        review_on=date(2003, 12, 1),
    ),
    incidents=(
        IncidentFacts(
            "I/2003/0311",
            "on 3 November 2003 at about 11.30 pm",
            "loud music from 14 Larch Court, which went on after a request to turn it down",
            "Noise",
            "14 Larch Court",
            "ar 3 Tachwedd 2003 tua 11.30 yp",
        ),
        IncidentFacts(
            "I/2003/0325",
            "on 8 November 2003 between 1 am and 2 am",
            "shouting by people leaving 14 Larch Court, who kicked the doors of other flats",
            "Rowdy or inconsiderate behaviour",
            "Larch Court, second floor",
            "ar 8 Tachwedd 2003 rhwng 1 yb a 2 yb",
        ),
    ),
)
