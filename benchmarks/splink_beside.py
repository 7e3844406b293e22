"""Splink on a set of people, in an interpreter of its own: it is no part of the set-up, and nothing of ours is needed.

``PYTHON splink_beside.py LEAST < people.json`` answers the seconds it took and the pairs that it finds likelier than
``LEAST``, as JSON. The people are one object each: ``unique_id``, then whatever is known, null where nothing is.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from typing import Any


def main() -> None:
    """Splink's own comparisons, and as many ways as ours in which two people come to be compared; no label is seen."""
    import pandas  # pyright: ignore[reportMissingImports, reportMissingModuleSource]
    import splink.comparison_library as cl  # pyright: ignore[reportMissingImports]
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # pyright: ignore[reportMissingImports]

    logging.getLogger("splink").setLevel(logging.ERROR)
    people: list[dict[str, Any]] = json.load(sys.stdin)
    told = [name for name in people[0] if name != "unique_id" and any(one[name] for one in people)]
    ways = {"given": cl.JaroWinklerAtThresholds, "family": cl.JaroWinklerAtThresholds}
    rules = [block_on("born"), block_on("given", "family")]
    rules += [block_on(name) for name in ("own", "email") if name in told]
    rules += [block_on("postcode", name) for name in ("given", "family") if "postcode" in told]
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=rules,
        comparisons=[ways.get(name, cl.LevenshteinAtThresholds)(name) for name in told],
    )
    start, spent = time.perf_counter(), time.process_time()
    linker: Any = Linker(DuckDBAPI().register(pandas.DataFrame(people)), settings)
    linker.training.estimate_probability_two_random_records_match([block_on("born", "family")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000)
    for rule in (block_on("born"), block_on("given", "family")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=float(sys.argv[1])).as_record_list()
    pairs = [(int(row["unique_id_l"]), int(row["unique_id_r"])) for row in found]
    answer = {"seconds": time.perf_counter() - start, "processor": time.process_time() - spent, "pairs": pairs}
    sys.stdout.write(f"\n{json.dumps(answer)}\n")


if __name__ == "__main__":
    main()
