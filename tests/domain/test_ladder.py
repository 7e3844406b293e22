"""The ladder of a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from asbdesk.domain.ladder import LadderFacts, Rung, ladder

MERCER = LadderFacts(
    reported=date(2003, 10, 3),
    first_warning=date(2003, 10, 9),
    final_warning=date(2003, 10, 27),
    contract_offered=date(2003, 11, 5),
    contract_signed=date(2003, 11, 12),
    contract_broken=date(2003, 11, 20),
)
DAYS = st.none() | st.dates(date(2003, 1, 1), date(2003, 12, 31))


def _seen(facts: LadderFacts) -> list[tuple[str, str]]:
    return [(rung.label, rung.state) for rung in ladder(facts)]


def test_a_breached_contract_stands_out_and_the_application_waits_with_its_limit() -> None:
    assert ladder(MERCER, application_note="complaint by 3 Apr") == (
        Rung("Reported", "done", date(2003, 10, 3)),
        Rung("First warning", "done", date(2003, 10, 9)),
        Rung("Final warning", "done", date(2003, 10, 27)),
        Rung("ABC signed", "done", date(2003, 11, 12)),
        Rung("ABC breached", "alert", date(2003, 11, 20)),
        Rung("ASBO application", "ahead", None, "complaint by 3 Apr"),
    )


def test_a_new_case_has_the_first_warning_next() -> None:
    assert _seen(LadderFacts(reported=date(2003, 11, 3))) == [
        ("Reported", "done"), ("First warning", "next"), ("Final warning", "ahead"), ("ABC", "ahead"),
        ("ASBO application", "ahead"),
    ]  # fmt: skip


def test_a_warning_that_is_written_but_not_sent_is_next_and_says_so() -> None:
    facts = LadderFacts(reported=date(2003, 11, 3), unsent=frozenset({"first-warning"}))
    assert ladder(facts)[1] == Rung("First warning", "next", None, "written, not sent")
    assert [state for _, state in _seen(facts)].count("next") == 1


def test_a_step_passed_over_is_left_out() -> None:
    facts = LadderFacts(reported=date(2003, 11, 3), contract_signed=date(2003, 11, 12))
    assert _seen(facts) == [("Reported", "done"), ("ABC signed", "done"), ("ASBO application", "next")]


def test_an_offered_contract_waits_for_signatures() -> None:
    facts = replace(MERCER, contract_signed=None, contract_broken=None)
    assert ladder(facts)[3] == Rung("ABC offered", "next", date(2003, 11, 5), "not signed yet")
    assert _seen(facts)[4] == ("ASBO application", "ahead")


def test_a_declined_contract_needs_a_decision() -> None:
    facts = replace(MERCER, contract_signed=None, contract_broken=None, contract_declined=date(2003, 11, 8))
    assert _seen(facts)[3:] == [("ABC declined", "alert"), ("ASBO application", "ahead")]


def test_after_a_contract_was_kept_nothing_comes_next() -> None:
    facts = replace(MERCER, contract_broken=None, contract_kept=date(2004, 5, 11))
    assert _seen(facts)[3:] == [("ABC signed", "done"), ("ABC kept", "done"), ("ASBO application", "ahead")]


def test_once_the_application_is_made_the_breach_is_history() -> None:
    rungs = ladder(replace(MERCER, application=date(2003, 12, 1)), application_note="complaint by 3 Apr")
    assert all(rung.state == "done" for rung in rungs[:-1])
    assert rungs[-2:] == (
        Rung("ASBO application", "done", date(2003, 12, 1)),
        Rung("Lodged", "next", None, "complaint by 3 Apr"),
    )


def test_what_is_lodged_waits_for_the_order_and_then_has_it() -> None:
    lodged = replace(MERCER, application=date(2003, 12, 1), lodged=date(2003, 12, 8))
    assert ladder(lodged, application_note="complaint by 3 Apr")[-2:] == (
        Rung("Lodged", "done", date(2003, 12, 8)),
        Rung("ASBO", "next"),
    )
    assert ladder(replace(lodged, order_made=date(2004, 1, 9)))[-1] == Rung("ASBO made", "done", date(2004, 1, 9))
    refused = ladder(replace(lodged, order_refused=date(2004, 1, 9)))
    assert refused[-1] == Rung("ASBO refused", "alert", date(2004, 1, 9))


def test_other_names_for_the_steps_are_used() -> None:
    labels = [rung.label for rung in ladder(MERCER, contract="Parental agreement", application="Injunction")]
    assert labels[3:] == ["Parental agreement signed", "Parental agreement breached", "Injunction"]


@given(st.builds(LadderFacts, *[DAYS] * 11, unsent=st.frozensets(st.sampled_from(["first-warning", "final-warning"]))))
def test_what_is_done_stands_before_what_lies_ahead_and_only_one_step_is_next(facts: LadderFacts) -> None:
    states = [rung.state for rung in ladder(facts)]
    assert states.count("alert") <= 1
    assert states == sorted(states, key=["done", "alert", "next", "ahead"].index)
