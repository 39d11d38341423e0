"""The languages of jixiao as Lark grammars: data, opened by ``checker.languages``."""
