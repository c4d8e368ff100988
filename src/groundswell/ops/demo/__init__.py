"""The demo: a small invented campaign whose history makes sense, made through the same services people use."""


def fill() -> None:
    """Make the demo's content unless it is there (imported late: the rooms need Django set up)."""
    from groundswell.ops.demo.build import fill as build

    build()
