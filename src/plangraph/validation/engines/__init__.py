"""The engines that can put shapes to data; they find the same (decision 0010)."""

from plangraph.validation.engines.choice import ENGINES, chosen_engine
from plangraph.validation.engines.finding import DataUnderTest, Engine, Finding, Triple

__all__ = ["ENGINES", "DataUnderTest", "Engine", "Finding", "Triple", "chosen_engine"]
