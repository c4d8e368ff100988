"""How many links may be taken without an account, so that nobody fills a chain with hands that are not there."""

from groundswell.kit.limits import HOUR, Limit

WITHOUT_ACCOUNT = (
    Limit("sharing.pass_further", times=60, seconds=HOUR, by="block"),
    Limit("sharing.pass_further", times=20_000, seconds=HOUR, by="campaign"),
)
