"""The criteria as YAML: vocabulary, packs and their schemas; data, loaded by ``checker.packs``."""
