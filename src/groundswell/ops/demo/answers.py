"""The invented answers of the demo: what members wrote, who rated it and who carried it on."""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.ops.demo.people import CHOIR, GROWERS, MILL


@dataclass(frozen=True, slots=True)
class DemoAnswer:
    """An answer to the story that holds the item titled ``story``."""

    key: str
    story: str
    writer: str
    title: str
    summary: str
    body: str
    pillar: str
    why: str
    sources: tuple[tuple[str, str], ...]
    ratings: tuple[tuple[str, str], ...]  # (member, yes | partly | no)
    published: bool = True
    adopted_by: tuple[tuple[str, str], ...] = ()  # (community, its own words or "")


ANSWERS = (
    DemoAnswer(
        key="count",
        story="Transport board votes tonight on ending the number 9 night bus",
        writer="Cleo",
        title="Count again, on a night the road is open",
        summary="The board counted riders in the week the road was closed; count again before you vote.",
        body=(
            "Eleven riders a night, says the board. It counted in the one week of the year when the infirmary road was dug up "
            "and the number 9 could not reach the infirmary.\n\n"
            "Ward four alone sends nine people home at ten. The library sends six. The choir sends whoever washed up.\n\n"
            "We ask for one thing tonight: count again, on five ordinary nights, with a driver and a rider holding the sheet "
            "together. Then vote."
        ),
        pillar="A bus home",
        why="It asks for the count before the cut, and blames nobody.",
        sources=(
            ("Board papers, item 6: ridership of the number 9", "https://board.orle.example/papers/6"),
            ("Notice of works on the infirmary road", "https://roads.orle.example/notices/41"),
        ),
        ratings=(
            ("Ben", "yes"),
            ("Tomas", "yes"),
            ("Ines", "yes"),
            ("Hester", "yes"),
            ("Gus", "yes"),
            ("Perpetua", "yes"),
            ("Rafi", "yes"),
            ("Mirela", "yes"),
            ("Anselm", "yes"),
            ("Odile", "yes"),
            ("Samuel", "yes"),
            ("Fenna", "yes"),
            ("Pike", "yes"),
            ("Ada", "yes"),
            ("Harlan", "yes"),
            ("Wen", "partly"),
        ),
        adopted_by=(
            (
                MILL,
                "Neighbours: the board counted riders in the week our road was shut. Ask them tonight to count again, on an "
                "ordinary night, before they take the number 9 away. Half past seven, town hall, bring a coat.",
            ),
            (CHOIR, ""),
        ),
    ),
    DemoAnswer(
        key="clinic",
        story="Health trust plans to close Upper Orle clinic at weekends",
        writer="Harlan",
        title="A wound does not wait for Monday",
        summary="Keep the clinic open at weekends: closing it saves less than the agency bill it would bring.",
        body=(
            "The trust says closing our clinic on Saturdays and Sundays saves money. Its own papers say the saving is smaller "
            "than the fees it would then pay for agency nurses in Hollin.\n\n"
            "It is fifty minutes from Upper Orle to the infirmary when the road is dry. It is not dry in March.\n\n"
            "Put the two numbers on one page and read them out at the public meeting."
        ),
        pillar="Care within reach",
        why="Fifty minutes is more than the thirty we promised.",
        sources=(("Trust papers, annex C", "https://trust.orle.example/annex-c"),),
        # One reader short: three nurses said yes; a fourth brings them over the line.
        ratings=(
            ("Wen", "yes"),
            ("Bridie", "yes"),
            ("Jem", "yes"),
            ("Ottilie", "yes"),
            ("Anselm", "yes"),
            ("Perpetua", "yes"),
            ("Rafi", "yes"),
        ),
    ),
    DemoAnswer(
        key="rent",
        story="Rent notices reach every door on Lower Mill Lane",
        writer="Ben",
        title="A notice is not an eviction",
        summary="Nobody has to sign anything this week; read the notice together on Wednesday.",
        body=(
            "A piece of paper under the door is a question, not an answer. Do not sign it alone.\n\n"
            "Bring it to number 12 on Wednesday at seven. We read all forty together, slowly, with the tenants' book on the "
            "table, and we answer together."
        ),
        pillar="Care within reach",
        why="People who fear for their home stop going to the doctor.",
        sources=(("The tenants' book, chapter 3", "https://tenants.orle.example/book/3"),),
        ratings=(("Tomas", "yes"), ("Hester", "yes"), ("Cleo", "partly"), ("Noor", "partly"), ("Lorcan", "no")),
    ),
    DemoAnswer(
        key="bill",
        story="Assembly puts off night transport bill until after the harvest recess",
        writer="Yusra",
        title="The harvest does not stop at ten",
        summary="Put the bill back before the recess: the people it is for are at work then.",
        body="Everyone who needs this bill is picking, nursing or closing up while you are away.",
        pillar="A bus home",
        why="",
        sources=(),
        ratings=(),
        published=False,
    ),
)

# Who passed the bus answer on to whom: (hand, parent hand). Hand 0 is Ben's own link; the others have no account.
CHAIN = ((1, 0), (2, 0), (3, 1), (4, 1), (5, 3), (6, 3), (7, 5), (8, 0), (9, 8))


@dataclass(frozen=True, slots=True)
class DemoTactic:
    """A tactic: a hypothesis with a date."""

    pillar: str
    community: str | None
    proposer: str
    what: str
    measure: str
    by_how_much: str
    in_days: int
    running: bool


TACTICS = (
    DemoTactic(
        "A bus home", MILL, "Ben", "Ask at the door, not by leaflet, who rides the number 9",
        "names on the count sheet", "twice as many as by leaflet", 21, True,
    ),
    DemoTactic(
        "Care within reach", GROWERS, "Harlan", "Read the trust's two numbers aloud at the market",
        "people who stay to talk", "one in five", 14, True,
    ),
    DemoTactic(
        "A bus home", None, "Yusra", "Print the timetable we want and hang it at every stop",
        "stops where it still hangs after a week", "three in four", 10, False,
    ),
)  # fmt: skip
ADJUSTMENT = ("Twice was a guess; the first evening gave three times as many.", "three times as many as by leaflet")
