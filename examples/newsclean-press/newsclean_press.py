"""A filter for newsclean in a package of its own: `newsclean --extend-select end-mark`."""

from newsclean.filters.base import FAIR, LineFilter, Verdict
from newsclean.survey import Survey

MARKS = ("###", "# # #", "-30-", "- 30 -", "ends", "-ends-")


class EndMark(LineFilter):
    """The mark by which a press release says that it ends: `###`, `-30-`, `ENDS`."""

    name = "end-mark"

    def judge(self, survey: Survey, i: int) -> Verdict | None:
        """A mark that stands alone, with no paragraph below it."""
        below = survey.lines[i + 1 : survey.tail_start]
        if survey.lines[i].strip().lower() in MARKS and all(len(line) < 60 for line in below):
            return "the end mark of a press release", FAIR
        return None
