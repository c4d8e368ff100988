"""The invented people, communities and promises of the demo. No place, person or outlet here exists."""

from __future__ import annotations

from dataclasses import dataclass

SLUG = "orle"
NAME = "Orle Valley Together"
PURPOSE = "Nurses, growers, renters and students who want a valley one can live in after dark."
RESPONSIBLE = "Orle Valley Together, the reading room, 4 Weir Steps, Hollin (an invented campaign)"
DOMAIN = "orle.example"


@dataclass(frozen=True, slots=True)
class DemoPillar:
    """A pillar: its words."""

    title: str
    promise: str
    why: str
    never: str


PILLARS = (
    DemoPillar(
        "Care within reach",
        "Nobody in the valley lives more than thirty minutes from a nurse, day or night.",
        "Three people on Upper Orle waited over an hour last winter. Two of them are still with us.",
        "trade one village's clinic for another's.",
    ),
    DemoPillar(
        "A bus home",
        "Every village has a bus home after the late shift.",
        "Whoever cleans the ward, picks the fruit or closes the library should not have to walk eleven kilometres in the dark.",
        "ask workers to pay more so that a timetable can shrink.",
    ),
)


@dataclass(frozen=True, slots=True)
class DemoCommunity:
    """A micro-community and who founds it."""

    name: str
    kind: str
    place: str
    purpose: str
    founder: str


COMMUNITIES = (
    DemoCommunity("Lower Mill Lane", "place", "Hollin", "Forty doors between the weir and the tannery.", "Ben"),
    DemoCommunity("Night-shift nurses", "trade", "Hollin Infirmary", "Wards two to six, ten to six.", "Cleo"),
    DemoCommunity("Upper Orle growers", "trade", "Upper Orle", "Apples, barley, and a road that floods.", "Harlan"),
    DemoCommunity("Choir of St Ebba", "faith", "Hillfoot", "We sing on Thursdays and cook on Sundays.", "Odile"),
    DemoCommunity("Tannery Road students", "campus", "Hollin", "Two colleges, one kitchen, no last bus.", "Yusra"),
)


@dataclass(frozen=True, slots=True)
class DemoMember:
    """A member: where they live, why they are here, what they know about, where they belong."""

    name: str
    place: str
    why: str
    knows: tuple[str, ...]
    communities: tuple[str, ...]


MILL, NURSES, GROWERS, CHOIR, STUDENTS = (community.name for community in COMMUNITIES)
MEMBERS = (
    DemoMember(
        "Ada", "Hillfoot", "I kept the minutes of every meeting nobody read. Now they are read.", ("minutes",), (CHOIR,)
    ),
    DemoMember("Ben", "Hollin", "My street has forty doors and I know thirty-eight of them.", ("housing", "repairs"), ()),
    DemoMember("Cleo", "Hollin", "I write the night report anyway. I may as well write it for everyone.", ("nursing",), ()),
    DemoMember("Harlan", "Upper Orle", "The ambulance took seventy minutes to my brother.", ("growing", "roads"), ()),
    DemoMember("Odile", "Hillfoot", "Half the choir works nights. We sing with whoever is awake.", ("cooking",), ()),
    DemoMember("Yusra", "Hollin", "I walked home from the library twice this week.", ("timetables", "maps"), ()),
    DemoMember("Tomas", "Hollin", "My mother is on ward four.", ("plumbing",), (MILL,)),
    DemoMember("Ines", "Hollin", "I drive the number 9 and I have opinions.", ("buses",), (MILL,)),
    DemoMember("Hester", "Hollin", "I have lived at number 31 since before it had a number.", (), (MILL,)),
    DemoMember("Gus", "Hollin", "I fix bicycles so that people need me less.", ("repairs",), (MILL,)),
    DemoMember("Perpetua", "Hollin", "Twenty-two years of nights.", ("nursing", "triage"), (NURSES,)),
    DemoMember("Rafi", "Hollin", "Somebody has to ask for the numbers.", ("statistics", "nursing"), (NURSES,)),
    DemoMember("Mirela", "Hollin", "My shift ends at ten. So does the bus, nearly.", ("nursing",), (NURSES,)),
    DemoMember("Anselm", "Hillfoot", "I came for one meeting.", ("pharmacy",), (NURSES,)),
    DemoMember("Wen", "Upper Orle", "The road floods, then the valley forgets us.", ("growing",), (GROWERS,)),
    DemoMember("Bridie", "Upper Orle", "I have a van and a loud voice.", ("driving", "markets"), (GROWERS,)),
    DemoMember("Jem", "Upper Orle", "I would rather prune, but here we are.", ("growing",), (GROWERS,)),
    DemoMember("Ottilie", "Upper Orle", "I have the keys to the barn where we meet.", ("accounts",), (GROWERS,)),
    DemoMember("Samuel", "Hillfoot", "Soup first, questions after.", ("cooking",), (CHOIR,)),
    DemoMember("Fenna", "Hillfoot", "I sing alto and count heads.", (), (CHOIR,)),
    DemoMember("Pike", "Hillfoot", "The vicar asked. I stayed for the arguments.", ("carpentry",), (CHOIR,)),
    DemoMember("Noor", "Hollin", "I draw the maps nobody prints.", ("maps",), (STUDENTS,)),
    DemoMember("Lorcan", "Hollin", "I close the library at ten. The bus leaves at nine forty.", ("libraries",), (STUDENTS,)),
    DemoMember("Imre", "Hollin", "Second year, first meeting.", (), (STUDENTS,)),
)
