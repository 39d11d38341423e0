"""Rules and vocabulary: YAML → Vocabulary and RulePack, validated, extended, kept compiled.

``load_vocabulary``, ``load_pack``, ``choose_pack``, ``available_packs``.
"""

from checker.packs.pack import PackInfo, available_packs, choose_pack, load_pack
from checker.packs.vocabulary import load_vocabulary

__all__ = ["PackInfo", "available_packs", "choose_pack", "load_pack", "load_vocabulary"]
