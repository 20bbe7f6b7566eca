"""Where a long address or name may go on in the next line: after a sign that ends a piece of it."""

import re
from typing import Final

from markupsafe import Markup, escape

LONGEST_WHOLE: Final = 20
"""Signs without a blank that a line of the smallest phone holds."""
_ENDS: Final = re.compile(r"(?<=[@._-])(?=[^@._-])")
_LONG: Final = re.compile(rf"\S{{{LONGEST_WHOLE + 1},}}")


def breakable(text: str) -> Markup:
    """The text with `<wbr>` where the pieces of a long word end; a short one is left as it is.

    What is copied from the page holds no such sign, as a break of a line is none.
    """
    made, at = Markup(), 0
    for word in _LONG.finditer(text):
        made += text[at : word.start()]
        made += Markup("<wbr>").join(map(escape, _ENDS.split(word.group())))
        at = word.end()
    return made + text[at:]
