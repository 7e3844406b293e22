"""The program's own lists, read once from ``resources``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from asbdesk.domain.agencies import AgencyValues, agencies
from asbdesk.domain.agreements import LibraryTerm, library_terms
from asbdesk.domain.allegations import Dilution, dilution
from asbdesk.domain.boundaries import BoundaryRules, boundary_rules
from asbdesk.domain.bundle import Shape, shape
from asbdesk.domain.case_review import ReviewTest, review_test
from asbdesk.domain.categories import Categories, categories
from asbdesk.domain.disclosures import Power, powers
from asbdesk.domain.languages import PanelLanguage, panel_languages
from asbdesk.domain.law import Law, read
from asbdesk.domain.mediation import Rules as MediationRules
from asbdesk.domain.mediation import rules as mediation_rules
from asbdesk.domain.names import Nicknames, fold, nicknames
from asbdesk.domain.periods import YearRule, year_rule
from asbdesk.domain.prohibitions import CheckRules, LibraryProhibition, check_rules, library
from asbdesk.domain.proportionality import Rules, rules
from asbdesk.domain.ranking import RankingRule, Side, ranking_rules
from asbdesk.domain.redaction import Reason, reasons
from asbdesk.domain.repeats import KindsOfPlace, kinds_of_place
from asbdesk.domain.returns import ReturnRule, return_rule
from asbdesk.domain.risk import Questionnaire, questionnaire
from asbdesk.domain.sharing import ShareRules, share_rules
from asbdesk.domain.standards import Standard, standards
from asbdesk.domain.statements import StatementOfTruth, statements_of_truth
from asbdesk.domain.survey import Survey, survey
from asbdesk.domain.targets import Plan, plan
from asbdesk.errors import AsbdeskError
from asbdesk.paths import resource


@cache
def load_categories() -> Categories:
    """The kinds of incident, from ``resources/categories.toml``."""
    return categories(tomllib.loads(resource("categories.toml").read_text(encoding="utf-8")))


@cache
def load_languages() -> tuple[PanelLanguage, ...]:
    """The sentence of the panel at the foot of letters, a language each, from ``resources/languages.toml``."""
    return panel_languages(tomllib.loads(resource("languages.toml").read_text(encoding="utf-8")))


@cache
def load_nicknames() -> Nicknames:
    """Short forms of given names, from ``resources/nicknames.toml``."""
    return nicknames(_table("nicknames.toml")["names"])


@cache
def load_wider_nicknames() -> Nicknames:
    """The same with those of ``resources/nicknames-wider.toml``, for the guard."""
    return nicknames(_together(_table("nicknames.toml")["names"], _table("nicknames-wider.toml")["names"]))


@cache
def load_heard_names() -> Nicknames:
    """Names and how they are written by ear, from ``resources/names-as-heard.toml``."""
    return nicknames(_table("names-as-heard.toml")["names"])


@cache
def load_typed_names() -> Nicknames:
    """Nicknames and names by ear in one, for what is typed to find somebody."""
    return nicknames(_together(_table("nicknames.toml")["names"], _table("names-as-heard.toml")["names"]))


def _together(known: Mapping[str, Sequence[str]], more: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {name: (*known.get(name, ()), *more.get(name, ())) for name in (*known, *more)}


@cache
def load_rare_nicknames() -> Mapping[str, frozenset[str]]:
    """Short forms that are seldom heard, of each folded name, and the names that each is short for. For the guard,
    which takes them for names only where they have a capital letter."""
    from nicknames import name_triplets

    found: dict[str, set[str]] = {}
    for name, _relation, short in name_triplets():
        found.setdefault(fold(name), set()).add(fold(short))
        found.setdefault(fold(short), set()).add(fold(name))
    return {name: frozenset(others) for name, others in found.items()}


@cache
def load_law(jurisdiction: str) -> Law:
    """The law of a jurisdiction as shipped, from ``resources/law``."""
    return read(shipped_law(jurisdiction))


def shipped_law(jurisdiction: str) -> str:
    """The text of a jurisdiction's law file as shipped; an office starts its own version from it."""
    return resource("law", f"{jurisdiction}.toml").read_text(encoding="utf-8")


@cache
def load_statements_of_truth() -> tuple[StatementOfTruth, ...]:
    """The words prescribed for a statement of truth, from ``resources/law/statement-of-truth.toml``."""
    return statements_of_truth(tomllib.loads(resource("law", "statement-of-truth.toml").read_text(encoding="utf-8")))


@cache
def load_contract_terms() -> tuple[LibraryTerm, ...]:
    """Terms to start a contract from, from ``resources/contract-terms.toml``."""
    return library_terms(tomllib.loads(resource("contract-terms.toml").read_text(encoding="utf-8")))


@cache
def load_standards() -> tuple[Standard, ...]:
    """The service standards as shipped, from ``resources/standards``. A wrong file is told in words."""
    path = resource("standards", "standards.toml")
    try:
        return standards(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, AsbdeskError) as error:
        raise AsbdeskError(f"“{path}” cannot be used: {error}", "Put the file back as it was delivered.") from error


@cache
def holidays_published_to() -> int:
    """The last year whose bank holidays are published, from ``resources/standards``."""
    return int(tomllib.loads(resource("standards", "bank-holidays.toml").read_text(encoding="utf-8"))["published_to"])


@cache
def load_questionnaire() -> Questionnaire:
    """The risk questionnaire as shipped, from ``resources/risk``."""
    return questionnaire(tomllib.loads(resource("risk", "victim.toml").read_text(encoding="utf-8")))


@cache
def load_kinds_of_place() -> KindsOfPlace:
    """Words that name no one place, from ``resources/risk``."""
    return kinds_of_place(tomllib.loads(resource("risk", "places.toml").read_text(encoding="utf-8")))


@cache
def load_proportionality() -> Rules:
    """What is asked before a step up the ladder, from ``resources/risk``."""
    return rules(tomllib.loads(resource("risk", "proportionality.toml").read_text(encoding="utf-8")))


@cache
def load_agencies() -> tuple[AgencyValues, ...]:
    """Example partners for a new office, from ``resources/agencies.toml``."""
    return agencies(tomllib.loads(resource("agencies.toml").read_text(encoding="utf-8")))


@cache
def load_mediation() -> MediationRules:
    """The screen and periods of mediation as shipped, from ``resources/standards``."""
    return mediation_rules(tomllib.loads(resource("standards", "mediation.toml").read_text(encoding="utf-8")))


@cache
def load_powers() -> tuple[Power, ...]:
    """By which powers information is disclosed, from ``resources/law/disclosure-powers.toml``."""
    return powers(tomllib.loads(resource("law", "disclosure-powers.toml").read_text(encoding="utf-8")))


@cache
def load_dilution() -> Dilution:
    """When a schedule of allegations is told to be diluted, from ``resources/allegations.toml``."""
    return dilution(tomllib.loads(resource("allegations.toml").read_text(encoding="utf-8")))


@cache
def load_boundary_rules() -> BoundaryRules:
    """The kinds of boundary and what a file of them may hold, from ``resources/boundaries``."""
    return boundary_rules(tomllib.loads(resource("boundaries", "kinds.toml").read_text(encoding="utf-8")))


@cache
def load_redaction_reasons() -> tuple[Reason, ...]:
    """Why something is hidden in a redacted copy, from ``resources/redaction-reasons.toml``."""
    return reasons(tomllib.loads(resource("redaction-reasons.toml").read_text(encoding="utf-8")))


@cache
def load_prohibitions() -> tuple[LibraryProhibition, ...]:
    """Terms to start a draft order from, from ``resources/prohibitions.toml``."""
    return library(tomllib.loads(resource("prohibitions.toml").read_text(encoding="utf-8")))


@cache
def load_prohibition_checks() -> CheckRules:
    """What is looked for in each term, from ``resources/prohibition-checks.toml``."""
    return check_rules(tomllib.loads(resource("prohibition-checks.toml").read_text(encoding="utf-8")))


@cache
def load_ranking() -> dict[Side, RankingRule]:
    """By which rule persistent perpetrators and repeat victims are ranked, from ``resources/risk``."""
    return ranking_rules(tomllib.loads(resource("risk", "ranking.toml").read_text(encoding="utf-8")))


@cache
def load_bundle(jurisdiction: str) -> Shape:
    """The order of a bundle and how many copies of it, from ``resources/bundle.toml``."""
    return shape(tomllib.loads(resource("bundle.toml").read_text(encoding="utf-8")), jurisdiction)


RETURNS = (
    "nm01", "case-reviews", "contracts", "orders", "mediation", "response", "satisfaction", "cost-per-case",
)  # fmt: skip
"""The returns in the order in which they are offered: a file of ``resources/returns`` each."""


@cache
def load_returns() -> dict[str, ReturnRule]:
    """How each return is counted, from ``resources/returns``."""
    return {code: return_rule(_table("returns", f"{code}.toml")) for code in RETURNS}


@cache
def load_review_test() -> ReviewTest:
    """The test for a case review, from ``resources/returns/case-review-test.toml``."""
    return review_test(_table("returns", "case-review-test.toml"))


@cache
def load_survey() -> Survey:
    """What is asked on the telephone after closing, from ``resources/returns/survey.toml``."""
    return survey(_table("returns", "survey.toml"))


@cache
def load_cost_kinds() -> dict[str, str]:
    """What money is spent on in a case, from ``resources/returns/costs.toml``."""
    return dict(_table("returns", "costs.toml")["kinds"])


@cache
def load_plan() -> Plan:
    """The strategy's years and the targets that an office starts from, from ``resources/targets/plan.toml``."""
    return plan(_table("targets", "plan.toml"))


@cache
def load_year_rule() -> YearRule:
    """When a reporting year begins, from ``resources/returns/periods.toml``."""
    return year_rule(_table("returns", "periods.toml"))


@cache
def load_year_figures() -> dict[str, str]:
    """The figures of a year that the office gives itself, each with its word, from ``resources/returns``."""
    return dict(_table("returns", "periods.toml")["year_figures"])


def _table(*parts: str) -> dict[str, Any]:
    return tomllib.loads(resource(*parts).read_text(encoding="utf-8"))


@cache
def load_sharing() -> ShareRules:
    """What may stand in a file for partners, from ``resources/sharing.toml``."""
    return share_rules(tomllib.loads(resource("sharing.toml").read_text(encoding="utf-8")))
