"""What is likely wrong where YAML gives up: the slips of people who type YAML by hand, in their words.

The parser stops where it can no longer go on, often a line below the slip, and speaks of tokens and block mappings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# The likeliest first: a line with a tab has wrong indents too.
_SLIPS = (
    (r"^ *\t", "行首有制表符（Tab），请改为空格。", "a tab in the indent; use blanks"),
    (r"^[ \t]*[\u3000\u00a0]", "行首有全角空格，请改为半角空格。", "a wide blank in the indent; use plain blanks"),
    (
        r"(?:^\s*(?:- )?|[{,，]\s*)[A-Za-z_]+：",
        "键后面是全角冒号“：”，请改为半角冒号加一个空格。",
        'a full-width colon behind a key; write ": "',
    ),
    (
        r"，\s*[A-Za-z_]+\s*[:：]",
        "键前面是全角逗号“，”，请改为半角逗号。",
        'a full-width comma before a key; write ","',
    ),
    (r"^\s*(?:- )?[A-Za-z_]+:[^\s/]", "冒号后面要有一个空格。", "a blank is missing behind the colon"),
    (r"^\s*-[^\s-]", "“-”后面要有一个空格。", 'a blank is missing behind "-"'),
    (
        r"[:,\[]\s*[%@`*&!]",
        "以 % @ ` * & ! 开头的内容要放在英文引号里。",
        "what begins with % @ ` * & ! stands in quotes",
    ),
)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')
_COMMENT = re.compile(r"(?:^|\s)#.*$")


def likely_slip(lines: Sequence[str], line: int) -> tuple[int, str, str] | None:
    """The line, counted from 1, of what is likely wrong, in Chinese and English; None when nothing is seen.

    `line` is where the parser stopped: looked for there and in the line before it that is not blank.
    """
    near = [number for number in range(min(line, len(lines)), 0, -1) if lines[number - 1].strip()][:2]
    for number in near:
        bare = _COMMENT.sub("", _QUOTED.sub("''", lines[number - 1]))
        for pattern, zh, en in _SLIPS:
            if re.search(pattern, bare):
                return number, zh, en
        if '"' in bare or bare.replace("''", "").count("'"):
            return number, "引号不成对，请补上另一个。", "a quote is not closed; add the other one"
        for one, other in ("{}", "[]"):
            if bare.count(one) != bare.count(other):
                return (
                    number,
                    f"“{one}”与“{other}”不成对，请补上。",
                    f'"{one}" and "{other}" do not match; add the other',
                )
    indents = [len(lines[number - 1]) - len(lines[number - 1].lstrip(" ")) for number in near]
    if len(indents) == 2 and indents[0] and (indents[0] - indents[1]) % 2:  # rules are indented by two
        zh = f"这一行缩进 {indents[0]} 个空格，上一行 {indents[1]} 个；同级的行要对齐。"
        return (
            near[0],
            zh,
            f"indented by {indents[0]}, the line above by {indents[1]}: lines of one level stand in line",
        )
    return None
