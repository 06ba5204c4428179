"""Fetching the current files of Italia Domani: the one place that asks another host."""

from plangraph.pnrr.download.catalogue import RemoteFile, remote_files
from plangraph.pnrr.download.fetching import Fetched, Outcome, fetch
from plangraph.pnrr.download.receipts import Receipt, Receipts

__all__ = ["Fetched", "Outcome", "Receipt", "Receipts", "RemoteFile", "fetch", "remote_files"]
