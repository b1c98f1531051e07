"""`newsclean completion`: what makes a shell complete commands, options, filters and files.

The shell calls the command again at each TAB, with the line in the environment; `complete`
answers. Click finds out what stands where, the types below say what fits there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
)

from newsclean import filters, plugins
from newsclean.cli import COMMANDS
from newsclean.cli._app import App, show
from newsclean.cli._click import helped

VARIABLE = "_NEWSCLEAN_COMPLETE"
# What a parameter is called in the help -> what the shell offers.
_FILES = ("FILE", "FILE|DIR/", "[PATH]...", "PATH", "RECORD", "IN... OUT")
_FILTERS = ("select", "extend_select", "ignore")

SHORT_HELP = """\
newsclean completion prints what makes a shell complete the command line.

  newsclean completion fish > ~/.config/fish/completions/newsclean.fish
  newsclean completion zsh > ~/.zfunc/_newsclean
  eval "$(newsclean completion bash)"            in ~/.bashrc

zsh wants fpath+=~/.zfunc above compinit in ~/.zshrc, and mkdir ~/.zfunc.

Usage: newsclean completion bash|zsh|fish
"""

_BASH = """\
%(complete_func)s() {
    local reply type value path cur prefix= colon= cword=$COMP_CWORD
    local -a words=("${COMP_WORDS[@]}")
    cur=${words[cword]}
    # Bash parts a word at its colons, too, and wants only what stands behind the last.
    while ((cword > 1)) && [[ $cur == :* || ${words[cword-1]} == *: ]] \
        && [[ ${COMP_LINE:0:COMP_POINT} == *"${words[cword-1]}$cur" ]]; do
        cur=${words[--cword]}$cur colon=yes
    done
    words=("${words[@]:0:cword}" "$cur")
    [[ $colon ]] && colon=${cur%%"${cur##*:}"}
    [[ $cur == --*=* ]] && prefix=${cur%%%%=*}=
    COMPREPLY=()
    reply=$(IFS=$'\\n'; env COMP_WORDS="${words[*]}" COMP_CWORD="$cword" \
%(complete_var)s=bash_complete "${1/#\\~/$HOME}" 2>/dev/null)
    while IFS=, read -r type value; do
        if [[ $type == plain ]]; then
            value=$prefix$value
            COMPREPLY+=("${value#"$colon"}")
        elif [[ $type == file ]]; then
            compopt -o filenames 2>/dev/null
            while IFS= read -r path; do
                [[ -n $path ]] && path=$prefix$path && COMPREPLY+=("${path#"$colon"}")
            done <<< "$(compgen -f -- "$value")"
        fi
    done <<< "$reply"
}
complete -F %(complete_func)s %(prog_name)s
"""
_ZSH = """\
#compdef %(prog_name)s

%(complete_func)s() {
    local -a plain described response
    local type key descr
    response=("${(@f)$(env COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT-1)) \
%(complete_var)s=zsh_complete ${words[1]/#\\~/$HOME} 2>/dev/null)}")
    [[ ${words[CURRENT]} == --*=* ]] && compset -P 1 '*='
    for type key descr in "${response[@]}"; do
        if [[ $type == plain && $descr == _ ]]; then
            plain+=("$key")
        elif [[ $type == plain ]]; then
            described+=("$key:$descr")
        elif [[ $type == file ]]; then
            _path_files -f
        fi
    done
    (( $#described )) && _describe -V unsorted described
    (( $#plain )) && compadd -V unsorted -a plain
}

# Found in fpath, this file is the function, each time anew; read by .zshrc, it is no function.
if [[ $funcstack[1] == _%(prog_name)s ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""
_FISH = """\
function %(complete_func)s
    set -l word (commandline -t)
    set -l prefix (string match -r -- '^--[a-z0-9-]+=' "$word")
    for answer in (env COMP_WORDS=(commandline -cp) "COMP_CWORD=$word" \
%(complete_var)s=fish_complete %(prog_name)s 2>/dev/null)
        set -l item (string split -m 1 "," -- $answer)
        if test $item[1] = file
            for path in (__fish_complete_path $item[2])
                echo "$prefix$path"
            end
        else
            echo "$prefix$item[2]"
        end
    end
end
complete --no-files --keep-order --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


class _Names(click.ParamType):  # type: ignore[type-arg]
    """Names of filters and groups, the last of a list with commas."""

    name = "names"

    def __init__(self, *, is_list: bool = True) -> None:
        self._is_list = is_list

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        before, comma, last = incomplete.rpartition(",") if self._is_list else ("", "", incomplete)
        known = before.split(",")
        return [
            CompletionItem(before + comma + name, help=_about(name))
            for name in (*filters.NAMES, *filters.GROUPS, *plugins.find())
            if name.startswith(last) and name not in known
        ]


class _Fields(click.ParamType):  # type: ignore[type-arg]
    """Names of the record's fields, the last of a list with commas."""

    name = "fields"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        from newsclean import record

        before, comma, last = incomplete.rpartition(",")
        known = before.split(",")
        return [
            CompletionItem(before + comma + name)
            for name in record.names() if name.startswith(last) and name not in known
        ]  # fmt: skip


def _about(name: str) -> str:
    members = filters.GROUPS.get(name)
    if members is not None:
        return "group: " + ("every filter" if members == filters.NAMES else ", ".join(members))
    if name not in filters.NAMES:
        return "a filter of another package"
    return (type(filters.get(name)).__doc__ or "").partition("\n")[0]


class _Completed(App):
    """The commands, with parameters that know what fits; where no command stands, both may."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = super().get_command(ctx, cmd_name)
        if command is not None:
            _fit(command)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, args) if args else click.Group.parse_args(self, ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        found = [
            CompletionItem(name, help=told)
            for name, told in COMMANDS.items() if name.startswith(incomplete)
        ]  # fmt: skip
        return [CompletionItem(incomplete, type="file"), *found]


def _fit(command: click.Command) -> None:
    """Give the parameters of a command types that know what fits."""
    for param in command.params:
        called = param.metavar or (param.name or "").upper()
        if param.name in _FILTERS:
            param.type = _Names()
        elif param.name == "fields":
            param.type = _Fields()
        elif command.name == "filters" and param.name == "name":
            param.type = _Names(is_list=False)
        elif called in _FILES:
            param.type = click.Path()
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _fit(inner)


class _Shell:
    """What all shells have in common: `=` may part an option from its value, or not."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """What fits at the end of these arguments; helps on one line each."""
        if incomplete == "=":
            incomplete = ""
        elif args and args[-1] == "=":
            args = args[:-1]
        if not args and incomplete.startswith("-"):
            args = ["clean"]
        found: Iterable[CompletionItem[str]] = super().get_completions(  # type: ignore[misc]
            args, incomplete
        )
        items = list(found)
        for item in items:
            item.help = " ".join(item.help.split()) if item.help else None
        return items


class _Bash(_Shell, BashComplete):
    """Files and words together, and paths with blanks in them."""

    source_template = _BASH

    def source(self) -> str:
        """The script; click's own way starts a bash to ask for its version."""
        return self.source_template % self.source_vars()


class _Zsh(_Shell, ZshComplete):
    """The same, with descriptions."""

    source_template = _ZSH


class _Fish(_Shell, FishComplete):
    """The same, with descriptions, and lists with commas."""

    source_template = _FISH


SHELLS: dict[str, type[ShellComplete]] = {"bash": _Bash, "zsh": _Zsh, "fish": _Fish}


def _maker(shell: str) -> ShellComplete:
    return SHELLS[shell](_Completed("newsclean", add_help_option=False), {}, "newsclean", VARIABLE)


def complete() -> int:
    """Answer a shell; the exit code."""
    shell, _, what = os.environ.get(VARIABLE, "").partition("_")
    if shell not in SHELLS or what != "complete":
        return 1
    show(_maker(shell).complete() + "\n")
    return 0


@click.command("completion", add_help_option=False)
@click.argument("shell", type=click.Choice(tuple(SHELLS)), metavar="bash|zsh|fish")
@helped(SHORT_HELP)
def command(shell: str) -> int:
    """Print what makes a shell complete commands, options, filters and files.

    The script asks newsclean itself what fits, so a new version needs no new script. Put it where
    the shell reads it when it starts, as the examples of -h show.
    """
    show(_maker(shell).source())
    return 0
