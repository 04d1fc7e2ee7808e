"""The `hepgen` command, and the one place where errors become exit codes."""

from __future__ import annotations

import gc
import importlib
import io
import os
import signal
import sys
from contextlib import suppress
from typing import NoReturn

import click

from hepgen import __version__
from hepgen.cli.settings import SettingsFile
from hepgen.errors import EXIT_BUG, EXIT_DONE, EXIT_INTERRUPTED, HepgenError

_COMMANDS = ("make", "check", "explain", "revise", "new", "library", "schema")
"""In the order of a working day; each is `command` in the module of its name, imported when it is used."""


class _ReaderGone(Exception):
    """Standard output leads nowhere any more (`| head`). click would end with 1, which says: a bug."""


class _Commands(click.Group):
    """Commands in their own modules."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _ReaderGone from None

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"hepgen.cli.{cmd_name}").command
        return command


@click.group(
    cls=_Commands,
    context_settings={
        "auto_envvar_prefix": "HEPGEN",
        "help_option_names": ["-h", "--help"],
        "max_content_width": 100,
    },
)
@click.version_option(__version__, prog_name="hepgen", allow_from_autoenv=False)  # HEPGEN_VERSION is no command
@click.pass_context
def cli(context: click.Context) -> None:
    """Make illustrated home-exercise handouts from what a physiotherapist knows.

    Defaults for any option may stand in ./hepgen.toml (a table for each command), and in environment variables such
    as HEPGEN_MAKE_THEME, which count more.
    """
    settings = SettingsFile.find()
    if settings is not None:
        context.default_map = settings.defaults(cli, context)


def main() -> NoReturn:
    """Run the command line and leave the process with the exit code of what happened."""
    # A start makes many objects that stay; to search them for cycles every few hundred costs a twentieth of it.
    gc.set_threshold(100_000)
    # No code of other packages in the models, and no search for it at each start.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    _make_stdout_reliable()
    _end_by_exception()
    sys.exit(run(sys.argv[1:]))


def _make_stdout_reliable() -> None:
    """All of an answer arrives or an error comes, whatever console or file stands behind."""
    if not isinstance(sys.stdout, io.TextIOWrapper):
        return
    if isinstance(sys.stdout.buffer, io.RawIOBase):  # PYTHONUNBUFFERED: may write a part and say nothing
        whole = io.BufferedWriter(sys.stdout.buffer)
        sys.stdout = io.TextIOWrapper(whole, encoding=sys.stdout.encoding, errors=sys.stdout.errors)
    if sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")  # a console may know fewer characters than the content


def _end_by_exception() -> None:
    """A closed terminal or a polite `kill` ends hepgen the way Ctrl-C does: what is half done is cleared away."""

    def end(number: int, _: object) -> NoReturn:
        raise SystemExit(128 + number)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:  # not under nohup
            signal.signal(number, end)


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code; problems go to stderr."""
    try:
        code = cli.main(arguments, prog_name="hepgen", standalone_mode=False)
        _keep_parsed_content()
        if sys.stdout is not None:
            sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        with suppress(OSError):
            error.show()
        return error.exit_code
    except HepgenError as error:
        _tell(str(error))
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        _tell("Interrupted.")
        return EXIT_INTERRUPTED
    except (_ReaderGone, BrokenPipeError):  # the latter from the last flush; no one is left to tell
        _give_up_stdout()
        return EXIT_DONE
    except Exception as error:
        from hepgen.outputs import refused_by_stdout

        refusal = refused_by_stdout(error) if isinstance(error, OSError) else None
        if refusal is None:
            _show_bug(error)
            return EXIT_BUG
        _give_up_stdout()
        _tell(str(refusal))
        return refusal.exit_code


def _keep_parsed_content() -> None:
    """For the next start, where this command read content at all."""
    parsed = sys.modules.get("hepgen.packs.parsed")
    if parsed is not None:
        parsed.PARSED.save()


def _tell(message: str) -> None:
    """Say it on stderr, and go on where nobody can be told: the exit code says it as well."""
    with suppress(OSError):
        click.echo(message, err=True)


def _give_up_stdout() -> None:
    """Keep the interpreter's last flush from failing once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show_bug(error: Exception) -> None:
    """Where it happened and what kind of error it was, but not its words, which may quote a patient."""
    import traceback

    _tell("This is a bug in hepgen. Please report it with these lines; they hold nothing about a patient.")
    _tell("".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__)
    if os.environ.get("HEPGEN_DEBUG"):
        _tell(str(error))
