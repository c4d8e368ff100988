"""What followed each text: drawn towards what is usual, more the less was seen; ranges that hold; bad input."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammaincinv

from groundswell.science import chains


def made(rng, texts, places, links, spread=0.4, uneven=0.5):
    """Texts of unlike strength in places of unlike warmth; single links bring very unlike numbers."""
    strong, warm = np.exp(rng.normal(0, spread, texts)), np.exp(rng.normal(0, spread, places))
    rows = []
    for i in range(texts):
        for j in range(places):
            n = int(rng.poisson(links))
            if n:
                mean = 2 * strong[i] * warm[j]
                x = rng.poisson(rng.gamma(uneven, mean / uneven, n))
                rows.append((i, j, n, int(x.sum()), int((x * x).sum())))
    return strong, warm, np.array(rows).T


def test_a_warm_place_makes_no_text_good():
    """Text 1 brought more in all, because it was where everything goes far; text 0 brought more than usual everywhere."""
    text, place = [0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 0, 1]
    links, came = [200, 20, 20, 200, 200, 200], [300, 150, 20, 1000, 200, 1000]
    found = chains.followed(text, place, links, came, [came[i] ** 2 // links[i] + came[i] for i in range(6)])
    raw = [450 / 220, 1020 / 220]
    assert raw[1] > raw[0] and found.ratio[0] > 1.2 > 1.05 > found.ratio[1]


def test_few_links_are_as_usual():
    text, place = [0, 0, 1, 2], [0, 1, 0, 1]
    found = chains.followed(text, place, [300, 300, 1, 300], [600, 600, 20, 600], [12000, 12000, 400, 12000])
    assert 1 < found.ratio[1] < 2 and found.low[1] < 1 < found.high[1], "one link that brought twenty says little"


def test_ranges_hold_on_made_campaigns():
    rng, held, all_ = np.random.default_rng(2), 0, 0
    for _ in range(40):
        strong, warm, rows = made(rng, 20, 10, 8)
        found = chains.followed(*rows)
        mixed = sum(n * warm[j] * strong[i] for i, j, n in rows[:3].T) / sum(n * warm[j] for _, j, n in rows[:3].T)
        truth = strong[found.text] / mixed
        held += int(((found.low <= truth) & (truth <= found.high)).sum())
        all_ += len(truth)
    assert held / all_ > 0.9


def test_it_is_nearer_than_the_plain_share():
    rng, ours, plain = np.random.default_rng(5), 0.0, 0.0
    for _ in range(20):
        strong, _, rows = made(rng, 20, 10, 4)
        found = chains.followed(*rows)
        came, links = (np.bincount(rows[0], rows[k], 20) for k in (3, 2))
        ours += np.corrcoef(found.ratio, strong[found.text])[0, 1]
        plain += np.corrcoef((came / links)[found.text], strong[found.text])[0, 1]
    assert ours > plain


def test_nothing_came_and_nothing_is_there():
    found = chains.followed([3, 7], [0, 0], [5, 0], [0, 0], [0, 0])
    assert found.ratio.tolist() == [1.0, 1.0] and found.usual == 0 and found.per_link_high.tolist() == [0.0, 0.0]
    assert len(chains.followed([], [], [], [], []).ratio) == 0


def test_the_range_of_one_place_is_a_gamma():
    low, high = chains.rate_range(30, 90, 3.0)
    assert (low, high) == pytest.approx((gammaincinv(30.5, 0.025) / 10, gammaincinv(30.5, 0.975) / 10))
    assert chains.rate_range(10, 0, 1.0)[0] < 0.001


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4), st.integers(1, 60), st.integers(0, 200)), max_size=20))
def test_any_counts_give_finite_ranges_in_any_order(rows):
    once = {(text, place): (links, came) for text, place, links, came in rows}
    cells = [(text, place, links, came, came * came) for (text, place), (links, came) in once.items()]
    found = chains.followed(*(np.array([cell[k] for cell in cells], int) for k in range(5)))
    back = chains.followed(*(np.array([cell[k] for cell in reversed(cells)], int) for k in range(5)))
    assert np.all(np.isfinite(found.high)) and np.all((found.low <= found.ratio) & (found.ratio <= found.high))
    assert np.allclose(found.ratio, back.ratio) and np.all(found.per_link_low <= found.per_link_high)


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        (([0], [0], [1], [1], [0]), "squares"),
        (([0], [0], [2], [4], [7]), "squares"),
        (([0], [0], [0], [1], [1]), "came"),
        (([0, 0], [1, 1], [1, 1], [1, 1], [1, 1]), "once"),
        (([0], [0], [-1], [0], [0]), "links"),
        (([0], [0, 1], [1], [0], [0]), "length"),
        (([0.5], [0], [1], [0], [0]), "text"),
        (([0], [0], [float("nan")], [0], [0]), "links"),
        (([0], [0], [2**60], [0], [0]), "links"),
        (([[0]], [0], [1], [0], [0]), "text"),
    ],
)
def test_bad_input_is_named(rows, word):
    with pytest.raises(ValueError, match=word):
        chains.followed(*rows)


def test_bad_levels_and_counts():
    with pytest.raises(ValueError, match="level"):
        chains.followed([0], [0], [1], [0], [0], level=1.0)
    for bad in ((0, 0, 1.0), (1, -1, 1.0), (1, 1, 0.5), (1, 1, float("nan"))):
        with pytest.raises(ValueError, match="links"):
            chains.rate_range(*bad)
