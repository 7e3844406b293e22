"""Invented facts of an application to a court, fit for a sample of each of its papers."""

from __future__ import annotations

from datetime import date

from asbdesk.documents.order_facts import (
    BrokenFacts,
    ClauseFacts,
    ConsultedFacts,
    ConsultFacts,
    CourtFacts,
    ElementFacts,
    MadeFacts,
    PaperRowFacts,
    ProducedFacts,
    ServedFacts,
    WitnessedFacts,
)
from asbdesk.documents.schedule_facts import EXAMPLE_SCHEDULE

_MUST_NOT = (
    ClauseFacts(
        1,
        "Play music at 14 Larch Court that can be heard in another home between 11 pm and 8 am.",
        "Music was played through the night on seven occasions.",
    ),
    ClauseFacts(
        2,
        "Enter the area shown edged red on the map, except to go to or from 14 Larch Court by Quarry Road.",
        "Doors were kicked there on 8 November 2003.",
        area="yes",
    ),
)
_MUST = (
    ClauseFacts(
        3,
        "Meet the tenancy support worker once a fortnight at the Quarry Road office.",
        "Support with alcohol was accepted in October.",
        "the tenancy support service",
    ),
)
_BREACH = (
    "Breaking the order without reasonable excuse is an offence: on summary conviction up to six months in prison or a "
    "fine or both, on indictment up to five years in prison or a fine or both. There is no conditional discharge "
    "(Crime and Disorder Act 1998 s.1(10), (11))",
)
EXAMPLE_PAPER = PaperRowFacts(
    words="Application for an anti-social behaviour order (complaint)",
    form="SI 2002/2784 Schedule 1",
    section="SI 2002/2784",
    check="Check against the prescribed form (SI 2002/2784 Schedule 1) before it is used: this text was not taken from "
    "it.",
)
EXAMPLE_COURT = CourtFacts(
    reference="ASB/2003/0147/O1",
    jurisdiction="england-wales",
    order="an Anti-Social Behaviour Order",
    order_name="Anti-Social Behaviour Order",
    section="Crime and Disorder Act 1998, section 1",
    law_day=date(2003, 11, 17),
    court="Thornmere Magistrates’ Court",
    number="03/2411",
    we="Applicant",
    they="Defendant",
    applicant="Thornmere Borough Council",
    applicant_words="the council for a local government area",
    person="Dean Mercer",
    person_address=("14 Larch Court", "Quarry Road", "Thornmere", "TM3 8QX"),
    born=date(1984, 2, 29),
    age=19,
    age_now=19,
    without_notice="yes",
    interim="yes",
    length="24 months from the day on which the order is made",
    length_doubt="Unconfirmed: whether the day of the order counts is not said.",
    length_law="Not less than two years, or until further order (Crime and Disorder Act 1998 s.1(7))",
    necessity="Three households have been woken night after night since September. Warnings and a contract were tried; "
    "the contract was broken within a week.",
    interim_reasons="A further night of violence at the doors is likely before the application can be heard.",
    interim_section="Crime and Disorder Act 1998 s.1D",
    interim_rules=(
        "The court may make an interim order, where that is just, before the main application is decided "
        "(Crime and Disorder Act 1998 s.1D)",
    ),
    hearing="Monday 5 January 2004 at 10 am",
    hearing_court="Thornmere Magistrates’ Court",
    elements=(
        ElementFacts(
            "The person acted in a manner that caused or was likely to cause harassment, alarm or distress to one or "
            "more persons not of the same household",
            "to the criminal standard",
            "Crime and Disorder Act 1998 s.1(1)(a)",
        ),
        ElementFacts(
            "An order is necessary to protect relevant persons from further anti-social acts by the person",
            "a matter of judgement",
            "Crime and Disorder Act 1998 s.1(1)(b)",
        ),
    ),
    disregards=("The court leaves out any act that the person shows was reasonable in the circumstances",),
    young=("The court must consider an individual support order (Crime and Disorder Act 1998 s.1AA)",),
    prohibitions=_MUST_NOT,
    requirements=_MUST,
    consultations=(
        ConsultedFacts("Thornmere Police", "3 November 2003", "Supports it, 10 November 2003", "12 November 2003"),
    ),
    hearsay=(EXAMPLE_SCHEDULE.allegations[1],),
    hearsay_by=date(2003, 12, 14),
    hearsay_late="yes",
    hearsay_answer="The other side may apply to call the maker of a hearsay statement for cross-examination, within 7 "
    "days of this notice (SI 1999/681 rule 4)",
    statements=(
        WitnessedFacts("Jo Okafor", "First", "17 November 2003", "JO/1, JO/2"),
        WitnessedFacts("Complainant A", "First", "14 November 2003", "none"),
    ),
    exhibits=(
        ProducedFacts("JO/1", "Diary sheets, 3 to 9 November 2003", "Document", "Jo Okafor"),
        ProducedFacts("JO/2", "Recording of music through the ceiling", "Sound recording", "Jo Okafor"),
    ),
    breach=_BREACH,
    papers=("Schedule of allegations", "Certificate of consultation"),
)
EXAMPLE_MADE = MadeFacts(
    kind="Order",
    made_on=date(2004, 1, 5),
    court="Thornmere Magistrates’ Court",
    until="4 January 2006",
    terms=(*_MUST_NOT, *_MUST),
    must_not=_MUST_NOT,
    must=_MUST,
    arrest="yes",
    served="5 January 2004, by hand",
    breach=_BREACH,
    vary=(
        "The applicant or the person may ask, by complaint to the same court, for the order to be varied or discharged "
        "(Crime and Disorder Act 1998 s.1(8))",
    ),
    appeal=("Against the making of the order: to the Crown Court (Crime and Disorder Act 1998 s.4)",),
)
EXAMPLE_CONSULT = ConsultFacts(
    consultee="Thornmere Police",
    duty="consult you",
    section="Crime and Disorder Act 1998 s.1E",
    doubt="Unconfirmed: the text of s.1E was not read.",
    asked_on=date(2003, 11, 3),
    asked_how="by letter",
    reply_by=date(2003, 11, 17),
    answer="Supports it",
    answered_on=date(2003, 11, 10),
    answer_words="The division supports the application; it holds eleven records of calls to the address.",
    certified_by="J. Okafor, Thornmere Borough Council",
    certified_on=date(2003, 11, 11),
    code="chief-officer",
)
EXAMPLE_SERVED = ServedFacts(
    paper="Summons",
    on_whom="Dean Mercer",
    how="By hand",
    when="Monday 8 December 2003 at 10.15 am",
    place="14 Larch Court, Thornmere",
    by="Amina Testwick",
    law="The summons is served in person, or by ordinary first-class post to the last-known address.",
)
EXAMPLE_BROKEN = BrokenFacts(
    on=date(2004, 2, 7),
    term="1",
    term_text="Play music at 14 Larch Court that can be heard in another home between 11 pm and 8 am.",
    evidence="Heard by a noise officer on the landing from 1.10 am to 1.40 am; statement and recording JO/9.",
    incident="on 7 February 2004 at about 1.10 am: loud music from 14 Larch Court",
    reported="9 February 2004, to Thornmere Police",
    outcome="Charged",
    sentence="two months",
)
