"""Rules and vocabulary: YAML → Vocabulary and RulePack, validated, extended, kept compiled.

``load_vocabulary``, ``load_pack``, ``load_packs``, ``choose_pack``, ``available_packs``,
``vocabulary_with``.
"""

from checker.packs.own_terms import vocabulary_with
from checker.packs.pack import PackInfo, available_packs, choose_pack, load_pack, load_packs
from checker.packs.vocabulary import load_vocabulary

__all__ = [
    "PackInfo",
    "available_packs",
    "choose_pack",
    "load_pack",
    "load_packs",
    "load_vocabulary",
    "vocabulary_with",
]
