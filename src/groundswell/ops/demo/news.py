"""The invented news of the demo: what the outlets wrote, and how many hours before now."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoItem:
    """One news entry."""

    hours_ago: float
    source: str
    title: str
    lead: str


ITEMS = (
    # The night bus: the story of the tour.
    DemoItem(
        5.0,
        "Orle Valley Post",
        "Transport board votes tonight on ending the number 9 night bus",
        "The Orle transport board will vote tonight on ending the number 9 night bus between Hollin and Hillfoot from next "
        "month. The board says eleven riders a night are too few.",
    ),
    DemoItem(
        4.6,
        "Radio Weir",
        "Number 9 night bus faces the axe in tonight's transport board vote",
        "Nurses and library staff lose the number 9 night bus home to Hillfoot if the transport board ends it tonight.",
    ),
    DemoItem(
        4.1,
        "The Hillfoot Herald",
        "Board counted eleven riders on the number 9 night bus, drivers count forty",
        "The transport board's count for the number 9 night bus was made in the week the infirmary road was closed, "
        "drivers say, hours before tonight's vote.",
    ),
    DemoItem(
        3.2,
        "Kingsreach Courier",
        "Rural night bus cuts: Orle valley's number 9 is next",
        "The Orle transport board decides tonight whether the number 9 night bus survives. Six valleys lost theirs.",
    ),
    # The clinic at Upper Orle.
    DemoItem(
        30.0,
        "Orle Valley Post",
        "Health trust plans to close Upper Orle clinic at weekends",
        "The health trust wants to close the Upper Orle clinic at weekends from the spring to save on agency staff.",
    ),
    DemoItem(
        28.5,
        "Radio Weir",
        "Upper Orle clinic to close at weekends under health trust plan",
        "Growers would drive fifty minutes for a dressing if the health trust closes the Upper Orle clinic at weekends.",
    ),
    DemoItem(
        26.0,
        "The Evening Ledger",
        "Weekend closure of Upper Orle clinic saves less than agency fees, papers show",
        "The health trust's own papers put the saving from the weekend closure of the Upper Orle clinic below its agency fees.",
    ),
    # Rents on Lower Mill Lane.
    DemoItem(
        52.0,
        "The Hillfoot Herald",
        "Rent notices reach every door on Lower Mill Lane",
        "Tenants on Lower Mill Lane in Hollin found notices of a rent rise of a fifth under their doors on Monday.",
    ),
    DemoItem(
        49.0,
        "Orle Valley Post",
        "Lower Mill Lane tenants told rents rise by a fifth",
        "A firm that bought forty houses on Lower Mill Lane last year has told tenants their rents will rise by a fifth.",
    ),
    # National and quieter.
    DemoItem(
        75.0,
        "Kingsreach Courier",
        "Assembly puts off night transport bill until after the harvest recess",
        "The national assembly has put off the night transport bill, which would pay for rural buses after ten in the evening.",
    ),
    DemoItem(
        73.5,
        "The Evening Ledger",
        "Night transport bill delayed until after recess",
        "The night transport bill that would fund rural buses after ten will not be read before the harvest recess.",
    ),
    DemoItem(
        98.0,
        "Radio Weir",
        "Hollin library to open until ten on weekdays",
        "The Hollin library will stay open until ten on weekdays from this month after students collected two thousand names.",
    ),
)
OUTLETS = tuple(dict.fromkeys(item.source for item in ITEMS))
