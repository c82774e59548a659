"""Wrong usage told in Chinese and English: click says it in English alone."""

from __future__ import annotations

from collections.abc import Sequence

import click

from docextract.text.patterns import compile_pattern

_HAN = compile_pattern(r"\p{Han}")


def usage_text(error: click.ClickException) -> str:
    """What is printed for a wrong usage: how the command is used, where its help is, what was wrong.

    A message that is ours, in Chinese and English, stays as it is.
    """
    said = error.format_message()
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None and said == context.get_help():
        return said  # a group by itself
    zh = "" if _HAN.search(said) else f"{_chinese(error)} "
    lines = [f"错误 Error: {zh}{said}"]
    if context is not None:
        usage = context.get_usage().removeprefix("Usage:").strip()
        lines = [f"用法 Usage: {usage}", f"说明 Help: {context.command_path} --help", "", *lines]
    return "\n".join(lines)


def _chinese(error: click.ClickException) -> str:
    """The Chinese of click's own messages, by their kind; "" for one that is none of a user's command line."""
    if isinstance(error, click.NoSuchOption):
        return f"没有选项“{error.option_name}”{_guess(error.possibilities)}"
    if isinstance(error, click.MissingParameter):
        kind = "选项" if error.param is not None and error.param.param_type_name == "option" else "参数"
        return f"缺少{kind}{_named(error)}{_choices(error.param)}。"
    if isinstance(error, click.BadOptionUsage):
        return f"选项“{error.option_name}”的用法不对：{_option_fault(error.message)}。"
    if isinstance(error, click.BadParameter):
        return f"{_named(error) or '参数'}的值不对：{_expected(error.param)}。"
    name = getattr(error, "command_name", None)  # click says so of a command since 8.4
    if name is not None or error.message.startswith("No such command"):
        shown = f"命令“{name}”" if name is not None else "这个命令"
        return f"没有{shown}{_guess(getattr(error, 'possibilities', None))}"
    if error.message.startswith("Got unexpected extra"):
        return "参数多了；名称里有空格时，请用引号括起来。"
    if error.message.startswith("Missing command"):
        return "缺少命令。"
    return "用法有误。"


def _guess(names: Sequence[str] | None) -> str:
    return f"，是不是{''.join(f'“{name}”' for name in sorted(names))}？" if names else "。"


def _named(error: click.BadParameter) -> str:
    hint = error.param_hint
    if hint is None and error.param is not None:
        hint = error.param.get_error_hint(error.ctx) if error.ctx is not None else error.param.name
    text = " / ".join(hint) if hint is not None and not isinstance(hint, str) else hint or ""
    return f"“{text.replace(chr(39), '')}”" if text else ""


def _choices(parameter: click.Parameter | None) -> str:
    kind = parameter.type if parameter is not None else None
    return f"（{'、'.join(map(str, kind.choices))}）" if isinstance(kind, click.Choice) else ""


def _option_fault(message: str) -> str:
    if "does not take a value" in message:
        return "它后面不写值"
    return "它后面要写一个值" if "argument" in message else "请看说明"


def _expected(parameter: click.Parameter | None) -> str:
    """What the parameter's kind of value is; the value that was met stands in the English sentence."""
    kind = parameter.type if parameter is not None else None
    if isinstance(kind, click.Choice):
        return f"可用 {'、'.join(map(str, kind.choices))}"
    if isinstance(kind, click.FloatRange | click.IntRange):
        low, high = (f"{bound:g}" if bound is not None else "" for bound in (kind.min, kind.max))
        return f"应在 {low} 到 {high} 之间" if low and high else f"应不小于 {low}" if low else f"应不大于 {high}"
    if isinstance(kind, click.types.IntParamType):
        return "应为整数"
    if isinstance(kind, click.types.FloatParamType):
        return "应为数字"
    if isinstance(kind, click.Path):
        return "没有这个文件或文件夹，或者打不开"
    return "不合要求"
