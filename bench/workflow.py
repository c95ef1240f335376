"""Deciding a workflow whose outputs are ready, against reading the same expression as JSON.

python -m bench.workflow [--rounds N]
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from bench.measuring import Figure, Options, in_turns, read_options, report, spread
from openmoderator.workflows.connectors.base import Value
from openmoderator.workflows.evaluation.questions import Question
from openmoderator.workflows.evaluation.run import run
from openmoderator.workflows.grammar.parsing import parse_expression

Json = dict[str, Any]
READY: dict[str, Value] = {
    "isadult": False,
    "adultscore": 0.41,
    "isracy": True,
    "racyscore": 0.62,
    "hastext": True,
    "hasfaces": False,
    "facecount": 0.0,
    "text.hasprofanity": True,
}
"""Answers by output in lower case; the second side of the example holds."""
COMPARED = (
    ("isAdult", "eq", "true"),
    ("adultScore", "ge", "0.4"),
    ("isRacy", "ne", "false"),
    ("racyScore", "lt", "0.9"),
    ("hasText", "eq", "true"),
    ("faceCount", "gt", "2"),
)
REPEATED = 20
"""Calls in one sample: one alone is shorter than the clock is exact."""
BUDGET = "< 0.1 ms"


def condition(output: str, how: str, value: str) -> Json:
    """A comparison as on the wire."""
    return {
        "Type": "Condition",
        "ConnectorName": "moderator",
        "OutputName": output,
        "Operator": how,
        "Value": value,
    }


def combine(how: str, left: Json, right: Json) -> Json:
    """Two tests joined."""
    return {"Type": "Combine", "Combine": how, "Left": left, "Right": right}


def logic(test: Json, tags: list[Json]) -> Json:
    """A test that makes a review with tag rules."""
    action = {"Name": "createreview", "Subteam": None, "CallbackEndpoint": None, "Tags": tags}
    return {
        "Type": "Logic",
        "If": test,
        "Then": {"Type": "Actions", "Perform": [action]},
        "Else": None,
    }


def nested_example() -> Json:
    """The nested Combine of contract 10.3: adult or racy, each by flag and score."""
    adult = condition("isadult", "eq", "true")
    racy = condition("isracy", "eq", "true")
    return logic(
        combine(
            "OR",
            combine("AND", adult, condition("adultscore", "ge", "0.4")),
            combine("AND", racy, condition("racyscore", "ge", "0.5")),
        ),
        [{"Tag": "a", "IfCondition": adult}, {"Tag": "r", "IfCondition": racy}],
    )


def largest_example() -> Json:
    """As many nodes as a workflow may have: 499 conditions, 498 joints, and three around them."""
    tests = [condition(*COMPARED[number % len(COMPARED)]) for number in range(499)]
    while len(tests) > 1:
        pairs = zip(tests[::2], tests[1::2], strict=False)
        joined = [combine("AND" if len(tests) % 2 else "OR", *pair) for pair in pairs]
        tests = joined + tests[len(joined) * 2 :]
    return logic(tests[0], [])


def deciding(expression: Json) -> Callable[[], object]:
    """Decides the expression from answers that are there."""
    parsed = parse_expression(expression)

    def ask(question: Question) -> Value:
        return READY[question.output.casefold()]

    return repeated(lambda: run(parsed, ask))


def repeated(call: Callable[[], object]) -> Callable[[], None]:
    """The call `REPEATED` times."""

    def many() -> None:
        for _ in range(REPEATED):
            call()

    return many


def measure(options: Options) -> list[Figure]:
    """Both expressions, each with its own text as the peer."""
    figures = []
    for name, expression in (
        ("workflow decided, example 10.3 nested", nested_example()),
        ("workflow decided, 1,000 nodes", largest_example()),
    ):
        text = json.dumps(expression)
        peer = repeated(lambda text=text: json.loads(text))  # type: ignore[misc]
        own, read = in_turns(deciding(expression), peer, options.rounds)
        figures += spread(
            name,
            [taken / REPEATED for taken in own],
            "json.loads of the expression",
            [taken / REPEATED for taken in read],
            budgets={50: BUDGET, 99: BUDGET},
        )
    return figures


if __name__ == "__main__":
    report(measure, read_options(__doc__, rounds=100))
