"""What the neighbours of a run were judged to be: signs for the second look."""

from __future__ import annotations

from newsclean.html.signs import neighbours

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_WINDOW = 3
_FAR = 12
_LIKELY = 0.5
_MOST_RANK = 9
# Chances of the first look beyond which the second changes nothing.
_HOPELESS, _LOW, _SURE, _HIGH = 0.06, 0.5, 0.9, 0.85

NAMES = (
    "p", "home_p", "home_plain", "home_most", "outer_p", "kin_p", "kin_plain", "above_p", "below_p",
    "above2_p", "below2_p", "window_p", "home_mass_p", "outer_mass_p", "kin_mass_p", "far_p",
    "likely_above", "likely_below", "page_p", "home_rank", "prior_p", "after_p", "outer_own_p",
    "far_own_p",
)  # fmt: skip
# Signs that are small whole numbers, and the greatest that each can be.
SMALL = {"likely_above": _FAR, "likely_below": _FAR, "home_rank": _MOST_RANK}


class Pooled:
    """What the runs of a page were judged to be, by what they share.

    All lists are equally long, one entry a run. chances: that the run is the article's. homes,
    outers, fars: numbers of its container, and of the next two around that. kin: number of its
    signature.
    """

    def __init__(
        self, chances: list[float], sizes: list[int], homes: list[int], outers: list[int],
        fars: list[int], kin: list[int],
    ) -> None:  # fmt: skip
        masses = [chance * size for chance, size in zip(chances, sizes, strict=True)]
        self._chances = chances
        self._keys = homes, outers, fars, kin
        self._sums = [_sums(keys, chances, sizes, masses) for keys in self._keys]
        self._total = sum(masses) or 1.0
        self._page = self._total / (sum(sizes) or 1)

    def in_doubt(self) -> list[int]:
        """The runs that a second look may see in another way.

        By their chance, and by size those of their container, their kin, and the runs that stand
        directly in the next containers: of a list the paragraphs beside it.
        """
        homes, outers, fars, kin = self._keys
        mean_of_home, mean_of_kin = (
            {key: sums[2] / sums[1] for key, sums in self._sums[at].items()} for at in (0, 3)
        )
        likely = {home for home, mean in mean_of_home.items() if mean > _LOW}
        found = []
        for k, chance in enumerate(self._chances):
            if chance < _HOPELESS:
                if homes[k] in likely or outers[k] in likely or fars[k] in likely:
                    found.append(k)
            elif not (
                chance > _SURE and mean_of_home[homes[k]] > _HIGH and mean_of_kin[kin[k]] > _HIGH
            ):
                found.append(k)
        return found

    def rows(self, asked: Sequence[int]) -> list[list[float]]:
        """The signs of some runs, as NAMES."""
        chances, total, page = self._chances, self._total, self._page
        homes, outers, fars, kin = self._keys
        home_sums, outer_sums, far_sums, kin_sums = self._sums
        most = max([sums[2] for sums in home_sums.values()], default=0.0) or 1.0
        order = sorted(home_sums, key=lambda home: -home_sums[home][2])
        rank = {home: min(n, _MOST_RANK) for n, home in enumerate(order)}
        above, below = _distances(chances), _distances(chances[::-1])[::-1]
        prior, after = neighbours(homes)
        padded = [0.0] * _WINDOW + chances + [0.0] * _WINDOW
        found = []
        for k in asked:
            home, outer, far, like = (
                home_sums[homes[k]], outer_sums[outers[k]], far_sums[fars[k]], kin_sums[kin[k]]
            )  # fmt: skip
            at = k + _WINDOW
            before, behind = prior[k], after[k]
            around = home_sums.get(outers[k]) if outers[k] != homes[k] else None
            beyond = home_sums.get(fars[k]) if fars[k] != outers[k] else None
            found.append([
                chances[k], home[2] / home[1], home[0] / home[3], home[4], outer[2] / outer[1],
                like[2] / like[1], like[0] / like[3], padded[at - 1], padded[at + 1],
                padded[at - 2], padded[at + 2],
                sum(padded[k : at + _WINDOW + 1]) / (2 * _WINDOW + 1), home[2] / most,
                outer[2] / total, like[2] / total, far[2] / far[1], above[k], below[k], page,
                rank[homes[k]], chances[before] if before >= 0 else -1.0,
                chances[behind] if behind >= 0 else -1.0, around[2] / around[1] if around else -1.0,
                beyond[2] / beyond[1] if beyond else -1.0,
            ])  # fmt: skip
        return found


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


def _distances(chances: list[float]) -> list[int]:
    """Runs since the last that was likely."""
    found = []
    since = _FAR
    for chance in chances:
        found.append(since)
        since = 0 if chance > _LIKELY else min(since + 1, _FAR)
    return found
