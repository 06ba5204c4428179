"""``plangraph publish``: put the built graphs into another SPARQL store."""

from __future__ import annotations

from pathlib import Path

import click

from plangraph.layout import project_layout


@click.command()
@click.option("--store", required=True, metavar="URL", help="Where the store takes queries.")
@click.option(
    "--update-url",
    default="",
    metavar="URL",
    help="Where it takes updates; the same address if neither this nor --graph-store-url is given.",
)
@click.option(
    "--graph-store-url",
    default="",
    metavar="URL",
    help="Where it takes whole graphs (Graph Store Protocol); alone, readers may find them empty meanwhile.",
)
@click.option(
    "--store-user", default="", help="User there; the password comes from PLANGRAPH_STORE_PASSWORD."
)
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the built graphs; default: data/.")
@click.option("--timeout", default=600, show_default=True, help="Seconds that one request may take.")
def publish(
    store: str, update_url: str, graph_store_url: str, store_user: str, data: Path | None, timeout: int
) -> None:
    """Put the named graphs into the store at --store, each replaced at once.

    A bearer token may stand in PLANGRAPH_STORE_TOKEN.
    """
    from plangraph.store.connection import Connection
    from plangraph.store.credentials import read_credentials, require_address
    from plangraph.store.embedded import open_dataset
    from plangraph.store.endpoint import Endpoint
    from plangraph.store.graphs import graph_files
    from plangraph.store.publishing import Target
    from plangraph.store.publishing import publish as publish_graphs

    require_address(store, "--store")
    for address, flag in ((update_url, "--update-url"), (graph_store_url, "--graph-store-url")):
        if address:
            require_address(address, flag)
    connection = Connection(read_credentials(store_user), seconds=timeout, most=100_000_000)
    update = update_url or ("" if graph_store_url else store)
    source = open_dataset(graph_files(project_layout(), data))
    target = Target(Endpoint(store, connection), connection, update, graph_store_url)
    for done in publish_graphs(source, target):
        click.echo(f"<{done.graph}>: {done.sent:,} triples sent, {done.there:,} there")
    click.echo(f"version {source.version}")
