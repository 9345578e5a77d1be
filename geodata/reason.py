"""Why a candidate is likely, in words a reader understands."""

from __future__ import annotations

from geodata.context import Context
from geodata.names import NameKind

_KINDS = {
    NameKind.PRIMARY: "its own name",
    NameKind.ALTERNATE: "another name of it",
    NameKind.DERIVED: "its name without a generic word",
    NameKind.ABBREVIATION: "an abbreviation of it",
    NameKind.DEMONYM: "a word for its people",
    NameKind.LOOSE: "a similar spelling, or only part of the name",
}


def reasons(context: Context, index: int) -> tuple[str, ...]:
    """Return what speaks for one candidate (an index into the context's arrays)."""
    found = [_KINDS[NameKind(int(context.kind[index]))]]
    evidence = context.evidence
    if evidence["down"][index] > 0:
        found.append("the text names its region or country right after it")
    if evidence["up"][index] > 0:
        found.append("the text names a place in it right before it")
    for column, unit in enumerate(("country", "admin-1 unit", "district")):
        if evidence["inside"][index, column] > 0.3:
            found.append(f"its {unit} is named in the text")
    if evidence["near"][index] > 0.5:
        found.append("other places of the text are near")
    if context.home is not None and context.row[index] == context.home:
        found.append("the publisher's home town")
    population = round(10 ** float(context.people[index]) - 1)
    if population:
        found.append(f"{population:,} people")
    return tuple(found)
