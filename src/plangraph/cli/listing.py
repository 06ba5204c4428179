"""Groups of commands whose help says of each command the whole first sentence."""

from __future__ import annotations

import click

_WHOLE = 1_000
"""Characters; click 8 cuts at what is left of one line, in the middle of the sentence."""


class Listing(click.Group):
    """A group of commands, listed with sentences that go over several lines where they must."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands and what each does."""
        listed = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        rows = [(name, command.get_short_help_str(_WHOLE)) for name, command in listed if command]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
