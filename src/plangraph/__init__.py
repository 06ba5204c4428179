"""plangraph: a municipal strategic plan as a knowledge graph, with provenance to the line."""

__version__ = "0.1.0"
