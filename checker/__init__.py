"""jixiao: does a 部门整体支出绩效自评报告 add up, and does it say what it must?

The rooms, in the order in which data passes: ``readers`` (bytes → Source), ``packs`` (YAML →
Vocabulary, RulePack), ``report`` (Source → Report), ``checks`` ((Report, Rule) → Verdicts),
``engine`` (which rules, the ledger), ``findings`` (Verdicts → Findings), ``output``, ``cli``. All
share the records of ``model``; ``errors``, ``languages``, ``store`` and ``wording`` are the ground floor.
"""

__version__ = "0.1.0"
