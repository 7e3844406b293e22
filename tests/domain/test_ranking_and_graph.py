"""The stated rule of the lists, and how the picture of links is ordered."""

from __future__ import annotations

from asbdesk.domain.graph import Edge, Graph, Node, crossings, placed
from asbdesk.domain.ranking import Counted, ranked
from asbdesk.reference_data import load_ranking

RULE = load_ranking()["perpetrator"]


def test_points_add_up_and_their_workings_are_told() -> None:
    one = Counted(7, "Dean Mercer", {"incident": 4, "recent": 2, "hate": 1, "other": 3, "breach": 1}, (1, 2, 3, 4))
    (found,) = ranked(RULE, [one])
    assert found.points == 4 * 1 + 2 * 1 + 1 * 2 + 3 * 1 + 1 * 2
    assert found.workings == "4 incidents, 2 of them recent, 1 perceived as hate, 3 other people, 1 breach of contract"


def test_equal_points_are_equal_ranks_and_too_few_incidents_are_not_listed() -> None:
    people = [
        Counted(1, "Zoe Inventing", {"incident": 5}),
        Counted(2, "Abe Inventing", {"incident": 5}),
        Counted(3, "Cy Inventing", {"incident": 4}),
        Counted(4, "Di Inventing", {"incident": RULE.least - 1, "hate": 9}),
    ]
    assert [(each.rank, each.name) for each in ranked(RULE, people)] == [
        (1, "Abe Inventing"), (1, "Zoe Inventing"), (3, "Cy Inventing"),
    ]  # fmt: skip


def test_the_rule_stands_in_words_beside_its_list() -> None:
    assert RULE.words.startswith("From 3 incidents in 24 months on. Points: 1 for each incident;")
    assert "different alleged perpetrator" in load_ranking()["victim"].words


def test_columns_are_ordered_so_that_lines_do_not_cross_where_they_need_not() -> None:
    nodes = (
        *(Node(f"person-{n}", "person", f"Person {n}") for n in range(4)),
        *(Node(f"case-{n}", "case", f"Case {n}") for n in range(4)),
    )
    edges = tuple(Edge(f"person-{n}", f"case-{3 - n}", "perpetrator") for n in range(4))
    graph = Graph(nodes, edges)
    unsorted = {node.key: (("person", "case", "place").index(node.kind), int(node.key[-1])) for node in nodes}
    assert crossings(graph, unsorted) == 6
    assert crossings(graph, placed(graph)) == 0
    assert graph.around("person-1") == (edges[1],)
