"""People known twice, on labelled sets beside the checkout: how well, how fast, and beside splink if it is there.

The labels measure; no model ever sees them. ``splink`` is no part of the set-up: ``pip install splink`` to compare.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from asbdesk.domain.linkage import PROBABLE, search
from asbdesk.reference_data import load_nicknames
from benchmarks.known_twice import TOWNS, town
from benchmarks.measure import Figure
from tests.domain.linked_people import Labelled, fake_1000, febrl, invented, unnumbered

_FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "linkage"
MANY = 20_000


def figures(rows: int) -> Iterator[Figure]:
    """``rows`` is that of the other measurements; here it counts for nothing."""
    del rows
    for name, read in (("febrl-dataset1", febrl), ("febrl-dataset1", unnumbered), ("fake_1000", fake_1000)):
        path = _FOLDER / f"{name}.csv"
        if not path.exists():
            yield Figure(f"duplicates, {name}", 0.0, note=f"{path.name} is not beside this checkout")
            continue
        labelled = read(path)
        seconds, ours = _ours(labelled)
        floor, theirs = _splink(labelled) if find_spec("splink") else (0.0, "splink is not installed here")
        what = f"{name} without its security numbers" if read is unnumbered else name
        yield Figure(f"duplicates, {what}", seconds, floor, "splink", note=f"{ours}; splink: {theirs}")
    for name in TOWNS:
        seconds, ours = _ours(town(name, 1))
        yield Figure(f"duplicates, {name}", seconds, note=ours)
    seconds, ours = _ours(invented(7, people=MANY, doubles=MANY // 20, families=MANY // 10))
    yield Figure(f"duplicates, {MANY:,} invented people", seconds, note=ours)


def _ours(labelled: Labelled) -> tuple[float, str]:
    start = time.perf_counter()
    found = search(labelled[0], load_nicknames()).found
    taken = time.perf_counter() - start
    return taken, _words(labelled[1], ((pair.one, pair.other) for pair in found if pair.score >= PROBABLE))


def _words(owners: Sequence[str], pairs: Iterable[tuple[int, int]]) -> str:
    found = list(pairs)
    right = sum(owners[one] == owners[other] for one, other in found)
    true = sum(many * (many - 1) // 2 for many in Counter(owners).values())
    precision, recall = right / max(len(found), 1), right / true
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"F1 {f1:.4f}, precision {precision:.4f}, recall {recall:.4f}"


def _splink(labelled: Labelled) -> tuple[float, str]:
    """Splink with its own comparisons and as many blocks, also unlabelled."""
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # pyright: ignore[reportMissingImports]

    columns = ("given", "family", "born", "home", "postcode", "own", "email")
    kept: list[dict[str, Any]] = []
    for number, each in enumerate(labelled[0]):
        given, family = each.names[0] if each.names else ("", "")
        values = (
            given,
            family,
            each.born,
            *(next(iter(v), "") for v in (each.homes, each.postcodes, each.own, each.emails)),
        )
        kept.append({"unique_id": number, **{k: v or None for k, v in zip(columns, values, strict=True)}})
    told = [name for name in columns if any(row[name] for row in kept)]
    ways = {"given": cl.JaroWinklerAtThresholds, "family": cl.JaroWinklerAtThresholds}
    rules = [block_on("born"), block_on("given", "family")]
    rules += [block_on(name) for name in ("own", "email") if name in told]
    rules += [block_on("postcode", name) for name in ("given", "family") if "postcode" in told]
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=rules,
        comparisons=[ways.get(name, cl.LevenshteinAtThresholds)(name) for name in told],
    )
    start = time.perf_counter()
    linker: Any = Linker(DuckDBAPI().register(_table(kept)), settings)
    linker.training.estimate_probability_two_random_records_match([block_on("born", "family")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000)
    for rule in (block_on("born"), block_on("given", "family")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=PROBABLE).as_record_list()
    taken = time.perf_counter() - start
    return taken, _words(labelled[1], ((row["unique_id_l"], row["unique_id_r"]) for row in found))


def _table(rows: Sequence[dict[str, Any]]) -> Any:
    import pandas  # pyright: ignore[reportMissingImports, reportMissingModuleSource]

    return pandas.DataFrame(rows)
