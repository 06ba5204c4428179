"""The open data of Italia Domani: the PNRR and its complementary plan (PNC), from the published tables."""

from plangraph.pnrr.ledger import Ledger, UnreadableRow
from plangraph.pnrr.table import Table, open_table, read_rows

__all__ = ["Ledger", "Table", "UnreadableRow", "open_table", "read_rows"]
