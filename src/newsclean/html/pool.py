"""What the neighbours of a run were judged to be: signs for the second look."""

from __future__ import annotations

_WINDOW = 3
_FAR = 12.0
_LIKELY = 0.5

NAMES = (
    "p", "home_p", "home_plain", "home_most", "outer_p", "kin_p", "kin_plain", "above_p", "below_p",
    "above2_p", "below2_p", "window_p", "home_mass_p", "outer_mass_p", "kin_mass_p", "far_p",
    "likely_above", "likely_below", "page_p", "home_rank",
)  # fmt: skip


def pool(
    chances: list[float], sizes: list[int], homes: list[int], outers: list[int], fars: list[int],
    kin: list[int],
) -> list[list[float]]:  # fmt: skip
    """The signs of each run; all lists are equally long, one entry a run.

    chances: that the run is the article's. homes, outers, fars: numbers of its container, and of
    the next two around that. kin: number of its signature.
    """
    count = len(chances)
    masses = [chance * size for chance, size in zip(chances, sizes, strict=True)]
    total = sum(masses) or 1.0
    home_sums = _sums(homes, chances, sizes, masses)
    outer_sums = _sums(outers, chances, sizes, masses)
    far_sums = _sums(fars, chances, sizes, masses)
    kin_sums = _sums(kin, chances, sizes, masses)
    most = max([sums[2] for sums in home_sums.values()], default=0.0) or 1.0
    order = sorted(home_sums, key=lambda home: -home_sums[home][2])
    rank = {home: float(min(n, 9)) for n, home in enumerate(order)}
    page = total / (sum(sizes) or 1)
    above, below = _distances(chances), _distances(chances[::-1])[::-1]
    padded = [0.0] * _WINDOW + chances + [0.0] * _WINDOW
    rows = []
    for k in range(count):
        home, outer, far, like = (
            home_sums[homes[k]], outer_sums[outers[k]], far_sums[fars[k]], kin_sums[kin[k]]
        )  # fmt: skip
        at = k + _WINDOW
        rows.append([
            chances[k], home[2] / home[1], home[0] / home[3], home[4], outer[2] / outer[1],
            like[2] / like[1], like[0] / like[3], padded[at - 1], padded[at + 1], padded[at - 2],
            padded[at + 2], sum(padded[k : at + _WINDOW + 1]) / (2 * _WINDOW + 1), home[2] / most,
            outer[2] / total, like[2] / total, far[2] / far[1], above[k], below[k], page,
            rank[homes[k]],
        ])  # fmt: skip
    return rows


def _sums(
    keys: list[int], chances: list[float], sizes: list[int], masses: list[float]
) -> dict[int, list[float]]:
    """For each key: sum of chances, of sizes, of their products, count, and the greatest chance."""
    found: dict[int, list[float]] = {}
    for key, chance, size, mass in zip(keys, chances, sizes, masses, strict=True):
        sums = found.get(key)
        if sums is None:
            found[key] = [chance, size, mass, 1.0, chance]
        else:
            sums[0] += chance
            sums[1] += size
            sums[2] += mass
            sums[3] += 1.0
            if chance > sums[4]:
                sums[4] = chance
    return found


def _distances(chances: list[float]) -> list[float]:
    """Runs since the last that was likely."""
    found = []
    since = _FAR
    for chance in chances:
        found.append(since)
        since = 0.0 if chance > _LIKELY else min(since + 1.0, _FAR)
    return found
