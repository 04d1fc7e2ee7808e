"""`hepgen schema`: what a profile or a plan may hold, for editors and other programs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from hepgen.cli.options import pack_option


@click.command("schema")
@click.argument("document", type=click.Choice(["profile", "plan"]))
@pack_option
def command(document: str, pack: tuple[Path, ...]) -> None:
    """Write the JSON Schema of a profile or of a plan, with the ids that the library knows."""
    from hepgen.app import known_to
    from hepgen.inputs.schema import plan_schema, profile_schema
    from hepgen.packs.content import open_content

    known = known_to(open_content(pack), date.today())
    schema = profile_schema(known) if document == "profile" else plan_schema(known)
    click.echo(json.dumps(schema, ensure_ascii=False, indent=2))
