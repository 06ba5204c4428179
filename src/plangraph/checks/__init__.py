"""Everything that must hold before a plan's graph is published, check by check, in one report.

SHACL says most of it; what shapes cannot see (files, the text's own lines, other graphs, the stored
questions) is checked here, with rules of its own in the same report.
"""

from plangraph.checks.all import check_all, whole_report
from plangraph.checks.check import Check

__all__ = ["Check", "check_all", "whole_report"]
