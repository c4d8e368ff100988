"""Counts as a textbook would write them: slow, one paper at a time, in fractions; what the engine is held against."""

from fractions import Fraction

STEP = Fraction(1, 10**12)
FIVE = 10**5


def nexts(ballot, standing):
    """Whom a paper goes to next; nobody behind an equal rank."""
    for one in ballot:
        if isinstance(one, tuple):
            return None
        if one in standing:
            return one
    return None


def scottish_totals(papers):
    totals = {}
    for owner, value, _ in papers:
        if owner is not None:
            totals[owner] = totals.get(owner, 0) + value
    return totals


def replay_scottish(ballots, rounds):
    """The totals of each round, the report being followed in nothing but whose papers move."""
    standing = set(rounds[0].votes)
    papers = [[nexts(ballot, standing), Fraction(1), ballot] for ballot in ballots]
    retained = {}
    for number, one in enumerate(rounds):
        if number:
            (mover,) = one.of
            total = scottish_totals(papers)[mover] if any(owner == mover for owner, _, _ in papers) else Fraction(0)
            standing.discard(mover)
            for paper in papers:
                if paper[0] == mover:
                    if one.action == "surplus":
                        paper[1] = Fraction(int((total - one.quota) * paper[1] / total * FIVE), FIVE)
                    paper[0] = nexts(paper[2], standing)
            retained[mover] = one.quota if one.action == "surplus" else 0
        found = scottish_totals(papers)
        yield {who: found.get(who, 0) + retained.get(who, 0) for who in one.votes}
        standing -= set(one.elected)


def up(value):
    """Rounded up at twelve decimals."""
    return Fraction(-(-value // STEP)) * STEP


def meek_totals(ballots, factors):
    """What each keeps of all papers, given the factors."""
    totals = dict.fromkeys(factors, Fraction(0))
    for ballot in ballots:
        left = Fraction(1)
        for one in ballot:
            if isinstance(one, tuple) or not left:
                break
            part = up(left * factors[one])
            totals[one] += part
            left -= part
    return totals


def prefers(ballot, a, b):
    """Whether a paper puts a before b; whom it leaves out comes last."""
    rank = {}
    for level, one in enumerate(ballot):
        for who in one if isinstance(one, tuple) else (one,):
            rank[who] = level
    return rank.get(a, 10**9) < rank.get(b, 10**9)


def compared(ballots, names):
    return {(a, b): sum(prefers(ballot, a, b) for ballot in ballots) for a in names for b in names if a != b}


def strongest(pairs, names):
    """The strength of the strongest way, by trying every way without a repeat."""
    won = {pair: n if n > pairs[pair[::-1]] else 0 for pair, n in pairs.items()}

    def best(a, b, through):
        ways = [won[a, b]]
        for c in through:
            if won[a, c]:
                ways.append(min(won[a, c], best(c, b, through - {c})))
        return max(ways)

    return {(a, b): best(a, b, set(names) - {a, b}) for a, b in pairs}


def runoff_winners(ballots, standing):
    """Everybody who can win an instant run-off by some order of lots."""
    totals = dict.fromkeys(standing, 0)
    for ballot in ballots:
        who = nexts(ballot, standing)
        if who is not None:
            totals[who] += 1
    over = [who for who, total in totals.items() if 2 * total > sum(totals.values())]
    if over or len(standing) == 1:
        return set(over or standing)
    least = min(totals.values())
    return set().union(*(runoff_winners(ballots, standing - {who}) for who, total in totals.items() if total == least))
