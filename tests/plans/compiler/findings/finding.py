"""Findings of one rule in a document written by hand."""

from dataclasses import replace

from lotrinh.plans.compiler.findings import RULES
from lotrinh.plans.compiler.references import read_references
from lotrinh.plans.compiler.sentences import read_sentences
from lotrinh.plans.compiler.targets import read_targets
from lotrinh.plans.compiler.tasks import read_tasks
from lotrinh.plans.compiler.values import Compiled

from ..skeletons import PLAN
from ..skeletons import skeleton as made_of


def found(rule, *document, header=PLAN, skeleton=None, ended=()):
    """What the rule of this id finds."""
    made = skeleton or made_of(*document, header=header)
    sentences = read_sentences(made)
    compiled = Compiled(
        made,
        sentences=sentences,
        targets=read_targets(made, sentences),
        tasks=read_tasks(made, sentences),
        references=read_references(made),
        ended=ended,
    )
    return [finding for one in RULES if one.id == rule for finding in one.findings(compiled)]


def without_label(document, *headings):
    """The document with some headings whose label was lost."""
    made = made_of(*document)
    outline = tuple(
        replace(node, label=None, heading=made.blocks[node.place.block].text)
        if made.blocks[node.place.block].text in headings
        else node
        for node in made.outline
    )
    return replace(made, outline=outline)
