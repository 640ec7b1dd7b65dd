"""Imports: what happens after a file was read. receive -> plan -> preview -> publish.

documents: a delivery as a source. world: what is known already. planning: grants to rows. decisions: what people decided.
flow: the steps. report: what a clerk reads and takes away.
"""

from paktum.imports.flow import FilePlan, Incoming, Plan, Preview, day, packed, plan, preview, publish, receive, workplace
from paktum.imports.planning import Step

__all__ = ["FilePlan", "Incoming", "Plan", "Preview", "Step", "day", "packed", "plan", "preview", "publish", "receive", "workplace"]
