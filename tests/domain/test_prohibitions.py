"""The checks of prohibitions, by table. Each row names what must be found and where the rule comes from.

Sources: Practical Law 4-507-5408 (protective, specific, proportionate, clear, zones on a map, named non-association;
overlap with offences), R v Boness [2005] EWCA Crim 2395, the law files' rows on contents and lengths.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from asbdesk.domain.agreements import blanks
from asbdesk.domain.casework import Jurisdiction
from asbdesk.domain.daily_life import ASKED, DailyValues, Hours, overlap, read_hours
from asbdesk.domain.law import Instrument, instrument_on
from asbdesk.domain.law_people import Matter
from asbdesk.domain.orders import DailyKind, SoughtKind
from asbdesk.domain.prohibition_checks import About, Other, as_asked, check, hours_in, ordered, plain
from asbdesk.domain.prohibitions import SoughtValues, check_values, offered
from asbdesk.domain.zones import Zone, feature, holds, read_zone, square_km
from asbdesk.errors import InvalidField
from asbdesk.reference_data import load_law, load_prohibition_checks, load_prohibitions

DAY = date(2003, 11, 17)
MUST_NOT, MUST = SoughtKind.PROHIBITION, SoughtKind.REQUIREMENT
SQUARE = ((-1.250, 53.500), (-1.240, 53.500), (-1.240, 53.506), (-1.250, 53.506))
"""About 660 by 670 metres."""
NOTHING = tuple(DailyValues(kind, "The person", DAY, none=True) for kind in ASKED)


def instrument(code: str, day: date, where: str = "england-wales") -> Instrument:
    found = instrument_on(load_law(where), code, day)
    assert found is not None
    return found


def about(code: str = "asbo", day: date = DAY, where: Jurisdiction = Jurisdiction.ENGLAND_WALES, **more: Any) -> About:
    born = more.pop("born", date(1980, 1, 1))
    matter = Matter(day, "council", born, {"application": day, "order": day})
    given = {"daily": NOTHING, "months": 24, **more}
    return About(load_prohibition_checks(), instrument(code, day, where.value), where, matter, **given)


def term(text: str, kind: SoughtKind = MUST_NOT, **more: Any) -> SoughtValues:
    return SoughtValues(kind, text, **{"reason": "It protects the tenants.", "answers": (1,), **more})


def keys(text: str, given: About | None = None, **more: Any) -> set[str]:
    return {each.key for each in check(term(text, **more), given or about())}


GOOD = (
    "Play music at 4 Larch Court so that it can be heard inside another home between 11 pm and 8 am.",
    "Shout at or swear at any person in Kiln Row.",
    "Be in Kiln Row in the company of Scott Phantomby.",
    "Be in Kiln Row in a group of more than three people between 6 pm and 7 am.",
    "Drink alcohol in any street or park in the area of Thornmere town centre.",
    "Carry spray paint or a marker pen with a tip wider than 10 mm in Kiln Row.",
    "Bring the dog Rex into Marlpit Close without a lead of no more than two metres.",
    "Light a fire in Marlpit Park.",
    "Light a fire in Tannery Yard.",
    "Throw stones on Brickfield Parade.",
    "Beg in Thornmere.",
    "Speak to, write to or follow Complainant A.",
)


@pytest.mark.parametrize("text", GOOD)
def test_a_term_that_is_specific_and_clear_is_asked_nothing(text: str) -> None:
    assert keys(text) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # clear and precise
        ("Act in an anti-social manner in Kiln Row.", "vague:anti-social"),
        ("Behave antisocially in Kiln Row.", "vague:antisocially"),
        ("Behave badly in Kiln Row.", "vague:badly"),
        ("Act in a manner likely to cause alarm or distress in Kiln Row.", "vague:alarm or distress"),
        ("Meet with known troublemakers in Kiln Row.", "vague:troublemakers"),
        ("Possess illegal drugs in Kiln Row.", "offence:illegal drugs"),
        ("Cause a nuisance in Kiln Row.", "vague:nuisance"),
        ("Make excessive noise in Larch Court.", "vague:excessive"),
        ("Be in the vicinity of Kiln Row.", "vague:in the vicinity"),
        ("Play music in Larch Court late at night.", "vague:late at night"),
        ("Congregate in Kiln Row.", "legalese:congregate"),
        ("Enter the aforesaid street.", "legalese:aforesaid"),
        ("Not to fail to keep away from Kiln Row.", "double:fail"),
        ("Shout, and not sing in Kiln Row unless it is not day.", "double:not sing in kiln row unless it is not"),
        ("Shout in Kiln Row " + "and " * 40 + "sing.", "long"),
        ("Enter [area].", "blank"),
        # specific: place, time, names
        ("Shout at any person.", "place"),
        ("Shout at any person in December.", "place"),
        ("Shout at any person in England and Wales.", "place"),
        ("Be outside the home at 2 Larch Court at weekends.", "time"),
        ("Be in Kiln Row in the company of known associates.", "company"),
        # in the person's control
        ("Allow visitors to shout in Larch Court.", "control:allow"),
        ("Be complained of in Larch Court.", "control:be complained of"),
        # not merely an offence
        ("Assault any person in Kiln Row.", "offence:assault"),
        ("Damage any property in Kiln Row.", "offence:damage any property"),
        ("Use threatening, abusive or insulting words in Kiln Row.", "offence:threatening, abusive or insulting"),
        ("Carry a knife in Kiln Row.", "offence:carry a knife"),
        ("Steal from any shop in Kiln Row.", "offence:steal"),
        # protective, not punitive; a requirement in disguise
        ("Attend litter picking in Kiln Row.", "punitive:litter picking"),
        ("Attend the office in Market Square.", "positive:attend"),
        # in proportion; a map
        ("Enter Kiln Row.", "map"),
        ("Enter any shop anywhere in England.", "everywhere:anywhere in england"),
        ("Be outside the home at 2 Larch Court between 6 pm and 8 am.", "curfew"),
    ],
)  # fmt: skip
def test_what_is_not_clear_specific_fair_or_in_proportion_is_asked_about(text: str, found: str) -> None:
    assert found in keys(text)


def test_every_finding_says_why_and_where_it_comes_from() -> None:
    for found in check(SoughtValues(MUST, "Attend and allow nuisance anywhere in England for 30 years."), about()):
        assert all((found.why, found.source)), found.key


def test_a_term_without_reason_and_allegation_is_asked_for_both() -> None:
    assert {"necessary", "answers"} <= keys("Shout in Kiln Row.", reason="", answers=())


@pytest.mark.parametrize(
    ("where", "act"),
    [
        (Jurisdiction.ENGLAND_WALES, "Criminal Damage Act 1971 s.1"),
        (Jurisdiction.SCOTLAND, "Criminal Law (Consolidation) (Scotland) Act 1995 s.52"),
        (Jurisdiction.NORTHERN_IRELAND, "Criminal Damage (Northern Ireland) Order 1977 art.3"),
    ],
)
def test_an_offence_is_named_with_the_act_of_its_own_jurisdiction(where: Jurisdiction, act: str) -> None:
    day = date(2026, 11, 2)
    code = "injunction" if where is Jurisdiction.ENGLAND_WALES else "asbo"
    found = check(term("Damage any property in Kiln Row."), about(code, day, where))
    assert act in next(each.source for each in found if each.key.startswith("offence"))


# what the law lets an order hold


@pytest.mark.parametrize(
    ("code", "day", "where", "allowed"),
    [
        ("asbo", date(2003, 11, 17), Jurisdiction.ENGLAND_WALES, False),  # CDA 1998 s.1(4)
        ("asbo", date(2026, 11, 2), Jurisdiction.SCOTLAND, False),  # 2004 Act s.4(5)
        ("asbo", date(2026, 11, 2), Jurisdiction.NORTHERN_IRELAND, False),  # 2004 Order art.3
        ("injunction", date(2016, 5, 3), Jurisdiction.ENGLAND_WALES, True),  # 2014 Act s.1(4)(b)
        ("criminal-behaviour-order", date(2016, 5, 3), Jurisdiction.ENGLAND_WALES, True),  # 2014 Act s.22(5)(b)
        ("respect-order", date(2026, 11, 2), Jurisdiction.ENGLAND_WALES, True),  # Crime and Policing Act 2026
        ("individual-support-order", date(2004, 6, 1), Jurisdiction.ENGLAND_WALES, True),  # CDA 1998 s.1AA
    ],
)
def test_a_requirement_stands_only_where_the_law_knows_one(
    code: str, day: date, where: Jurisdiction, allowed: bool
) -> None:
    given = about(code, day, where)
    found = {each.key: each for each in check(term("Attend the clinic in Kiln Row.", MUST, supervisor="A"), given)}
    assert ("requirement" not in found) is allowed
    assert allowed or found["requirement"].must
    library = {each.kind for each in offered(load_prohibitions(), given.instrument, where)}
    assert (MUST in library) is allowed


def test_a_requirement_without_its_supervisor_is_asked_for_one_with_the_section() -> None:
    found = check(term("Attend the clinic in Kiln Row.", MUST), about("injunction", date(2016, 5, 3)))
    assert [each.source for each in found if each.key == "supervisor"] == [
        "Anti-social Behaviour, Crime and Policing Act 2014 s.1(4)(b), s.3"
    ]


@pytest.mark.parametrize(
    ("words", "born", "found"),
    [
        ("for 12 months", date(2000, 6, 1), False),  # 15: at most 12 months
        ("for one year", date(2000, 6, 1), False),
        ("for 13 months", date(2000, 6, 1), True),
        ("for two years", date(2000, 6, 1), True),
        ("for two years", date(1998, 5, 3), False),  # 18 on the day: as long as the order
        ("for two years", date(1998, 5, 4), True),  # 17 on the day
        ("for three years", date(1980, 1, 1), True),  # longer than the order is asked for
        ("for 90 days", date(2000, 6, 1), False),
    ],
)
def test_no_term_outlasts_its_order_at_that_age(words: str, born: date, found: bool) -> None:
    given = about("injunction", date(2016, 5, 3), born=born)
    assert ("period" in keys(f"Shout in Kiln Row {words}.", given)) is found


def test_shutting_somebody_out_of_the_home_is_told_by_the_age() -> None:
    home = DailyValues(DailyKind.HOME, "", DAY, place="2 Larch Court", point=(-1.245, 53.503))
    zone = Zone("Larch Court", "", None, SQUARE)
    day = date(2016, 5, 3)
    young = check(term("Enter the zone.", zone=zone), about("injunction", day, born=date(2000, 6, 1), daily=(home,)))
    adult = check(term("Enter the zone.", zone=zone), about("injunction", day, daily=(home,)))
    assert "too young" in next(each.why for each in young if each.key == "home")
    assert "only at 18 or over" in next(each.why for each in adult if each.key == "home")
    assert all(each.law for each in (*young, *adult) if each.key == "home")


# zones


def test_a_zone_that_is_drawn_or_has_an_exhibit_has_a_map() -> None:
    assert "map" not in keys("Enter the zone.", zone=Zone("Z", "Kiln Row", None, SQUARE))
    assert "map" not in keys("Enter the zone.", zone=Zone("Z", "Kiln Row", 7))
    assert "map" in keys("Enter the zone.", zone=Zone("Z", "Kiln Row"))


def test_a_large_zone_is_told_with_its_size() -> None:
    large = tuple((lon * 1.0, 53.5 + (lat - 53.5) * 10) for lon, lat in SQUARE)
    found = check(term("Enter the zone.", zone=Zone("Z", "", None, large)), about())
    assert next(each.words for each in found if each.key == "large") == "The zone is large: 4.4 square kilometres"
    assert "large" not in keys("Enter the zone.", zone=Zone("Z", "", None, SQUARE))


@pytest.mark.parametrize(
    ("point", "within"),
    [
        ((-1.245, 53.503), True),
        ((-1.250, 53.500), True),  # a corner
        ((-1.245, 53.500), True),  # on the line
        ((-1.251, 53.503), False),
        ((-1.245, 53.507), False),
        ((-1.239, 53.506), False),
    ],
)
def test_a_point_lies_in_the_zone_or_not(point: tuple[float, float], within: bool) -> None:
    assert holds(SQUARE, point) is within
    assert holds(SQUARE[::-1], point) is within


def test_a_point_in_the_notch_of_a_zone_lies_outside() -> None:
    notched = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (2.0, 1.0), (0.0, 4.0))
    assert not holds(notched, (2.0, 2.0))
    assert holds(notched, (0.5, 2.0))


def test_work_in_the_zone_is_a_clash_and_one_not_placed_is_asked_about() -> None:
    zone = Zone("Z", "", None, SQUARE)
    work = DailyValues(DailyKind.WORK, "", DAY, place="Brickfield Bakery", point=(-1.245, 53.503))
    given = about(daily=(*NOTHING[1:], work))
    assert keys("Enter the zone.", given, zone=zone) == {"inside:work-brickfield bakery"}
    unplaced = about(daily=(*NOTHING[1:], replace(work, point=None)))
    assert keys("Enter the zone.", unplaced, zone=zone) == {"unplaced:work-brickfield bakery"}
    outside = about(daily=(*NOTHING[1:], replace(work, point=(-1.3, 53.5))))
    assert keys("Enter the zone.", outside, zone=zone) == set()


def test_a_term_that_lets_him_go_to_work_does_not_clash_with_it() -> None:
    work = DailyValues(DailyKind.WORK, "", DAY, place="31 Kiln Row")
    given = about(daily=(*NOTHING[1:], work))
    assert "named:work-31 kiln row" in keys("Enter Kiln Row.", given)
    assert keys("Enter Kiln Row, but to go to and from work.", given) == {"map"}


def test_a_zone_goes_through_its_geojson_and_back_with_an_anticlockwise_closed_ring() -> None:
    zone = Zone("Kiln Row", "Kiln Row and Market Street", 3, SQUARE)
    made = feature(zone)
    assert made["geometry"]["coordinates"][0][0] == made["geometry"]["coordinates"][0][-1] == [-1.25, 53.5]
    assert read_zone(made) == zone
    assert feature(replace(zone, ring=SQUARE[::-1]))["geometry"]["coordinates"][0][1] == [-1.24, 53.5]
    assert read_zone(feature(Zone("Z", "Kiln Row"))) == Zone("Z", "Kiln Row")
    assert read_zone({}) is None
    assert square_km(SQUARE) == pytest.approx(0.442, abs=0.005)


@pytest.mark.parametrize(
    "zone",
    [
        Zone("Nothing said", ""),
        Zone("Two corners", "", None, SQUARE[:2]),
        Zone("Crossed", "", None, (SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3])),
    ],
)
def test_a_zone_that_cannot_be_found_on_the_ground_is_refused(zone: Zone) -> None:
    with pytest.raises(InvalidField):
        check_values(term("Enter the zone.", zone=zone))


# daily life, other orders


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Mon-Fri 8:30-17:00", (Hours(frozenset(range(5)), time(8, 30), time(17, 0)),)),
        ("Monday to Friday 8:30 to 17:00", (Hours(frozenset(range(5)), time(8, 30), time(17, 0)),)),
        ("Sat 9am-1pm", (Hours(frozenset({5}), time(9), time(13)),)),
        ("Fri-Mon 10pm - 6am", (Hours(frozenset({4, 5, 6, 0}), time(22), time(6)),)),
        ("9am-noon", (Hours(frozenset(range(7)), time(9), time(12)),)),
        ("", ()),
    ],
)
def test_hours_are_read_as_people_type_them(words: str, found: tuple[Hours, ...]) -> None:
    assert read_hours(words) == found


@pytest.mark.parametrize("words", ["mornings", "Mon-Fri", "Mon 9", "9am-late"])
def test_hours_that_say_nothing_are_refused(words: str) -> None:
    with pytest.raises(InvalidField):
        read_hours(words)


@pytest.mark.parametrize(
    ("text", "hours", "clash"),
    [
        ("between 9 pm and 7 am", "Mon-Fri 8:30-17:00", False),
        ("between 9 pm and 7 am", "Mon-Fri 6am-2pm", True),
        ("between 9 pm and 7 am", "Sat 7am-1pm", False),  # it ends as work begins
        ("between 9 pm and 7 am", "Sun 10pm-11pm", True),
        ("from 21:00 to 07:00", "Mon 20:59-21:01", True),
        ("between midnight and 6 am", "Sun 11pm-1am", True),  # past midnight into Monday
    ],
)
def test_hours_clash_with_work_to_the_minute(text: str, hours: str, clash: bool) -> None:
    assert overlap(hours_in(f"Be outside the home {text}."), read_hours(hours)) is clash


def test_nobody_having_asked_about_daily_life_is_told_only_where_it_matters() -> None:
    given = about(daily=NOTHING[:2])
    found = check(term("Enter Kiln Row.", zone=Zone("Z", "Kiln Row", 7)), given)
    assert [each.words for each in found] == [
        "Nobody has asked about: place of worship, treatment or support, children and people cared for"
    ]
    assert keys("Shout in Kiln Row.", given) == set()


def test_another_order_that_must_be_kept_there_and_one_that_says_the_same_are_told() -> None:
    duty = Other("term 2 of the contract C/1", "I will go to the youth club in Kiln Row on Fridays.", True)
    same = Other("term 1 of the contract C/1", "I will not enter Kiln Row.", False)
    found = [each.words for each in check(term("Enter Kiln Row."), about(others=(duty, same)))]
    assert any(words.startswith("It cuts across term 2 of the contract C/1") for words in found)
    assert "Term 1 of the contract C/1 says the same" in found


# words


@pytest.mark.parametrize(
    ("kind", "text", "stands", "alone"),
    [
        (MUST_NOT, "Enter Kiln Row.", "Enter Kiln Row.", "Not to enter Kiln Row."),
        (MUST_NOT, "Not to enter Kiln Row.", "Enter Kiln Row.", "Not to enter Kiln Row."),
        (MUST_NOT, "must not enter Kiln Row.", "Enter Kiln Row.", "must not enter Kiln Row."),
        (MUST, "Attend the clinic.", "Attend the clinic.", "To attend the clinic."),
    ],
)
def test_a_term_reads_well_beneath_must_not_and_alone(kind: SoughtKind, text: str, stands: str, alone: str) -> None:
    assert plain(text) == stands
    assert ordered(kind, text) == alone


def test_a_requirement_stands_in_an_order_with_who_supervises_it_and_counts_as_asked_for() -> None:
    said = ordered(MUST, "Attend the clinic", "Dr Sampleford")
    assert said == "To attend the clinic. Supervised by Dr Sampleford."
    assert as_asked({"3": said}, [(MUST, "Attend the clinic")]) == {"3": 1}


def test_the_library_asks_only_for_its_gaps_and_for_what_daily_life_needs() -> None:
    given = about("injunction", date(2016, 5, 3))
    for each in load_prohibitions():
        codes = {found.key for found in check(term(each.text, each.kind, supervisor="A"), given)}
        assert codes <= {"blank", "map"}, each.text
        assert blanks(each.text), each.text
