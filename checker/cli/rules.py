"""``jixiao rules list|test|validate|terms``: what packs hold, whether it holds, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from checker.cli import console, given
from checker.cli.commands import Command, Group, choice, help_alone, option
from checker.cli.help import help_of
from checker.model.rule import Rule, RulePack

FORMATS = ("table", "json")


def group(lang: str) -> Group:
    """The command that holds the others."""
    return Group(
        "rules",
        lang,
        [],
        help_alone,
        {"list": _list, "test": _test, "validate": _validate, "terms": _terms},
        prefix="rules-",
    )


def _list(lang: str) -> Command:
    params: list[click.Parameter] = [
        option(lang, "rules-pack", "--pack", metavar="ID|FILE|FOLDER"),
        option(lang, "rules-select", "--select", metavar="SELECTOR", multiple=True),
        choice(lang, "output-format", FORMATS, "output-format", default=FORMATS[0]),
    ]
    return Command("list", lang, params, lambda **o: list_rules(lang, **o), key="rules-list")


def _test(lang: str) -> Command:
    params: list[click.Parameter] = [
        click.Argument(["packs"], nargs=-1, metavar=help_of("rules-packs", lang)),
        option(lang, "rules-select", "--select", metavar="SELECTOR", multiple=True),
        choice(lang, "output-format", FORMATS, "output-format", default=FORMATS[0]),
        option(lang, "rules-verbose", "-v", "--verbose", is_flag=True),
    ]
    return Command("test", lang, params, lambda **o: test_rules(lang, **o), key="rules-test")


def _validate(lang: str) -> Command:
    params: list[click.Parameter] = [
        click.Argument(
            ["paths"], nargs=-1, required=True, metavar=help_of("rules-packs-needed", lang)
        ),
    ]
    return Command("validate", lang, params, lambda **o: validate(lang, **o), key="rules-validate")


def _terms(lang: str) -> Command:
    params: list[click.Parameter] = [
        click.Argument(["word"], required=False, metavar=help_of("rules-word", lang)),
        option(lang, "rules-pack", "--pack", metavar="ID|FILE|FOLDER"),
    ]
    return Command("terms", lang, params, lambda **o: list_terms(lang, **o), key="rules-terms")


def list_terms(lang: str, word: str | None, pack: str | None) -> int:
    """Prints the terms of the vocabulary, those of a pack too, that ``word`` stands in; always 0.

    Raises InputError.
    """
    from checker import packs
    from checker.output.rules import glossary

    own = [term for one in packs.load_packs(pack) for term in one.terms] if pack else []
    terms = packs.vocabulary_with(tuple(own)).terms.values()
    found = [t for t in terms if any((word or "") in p for p in (t.name, *t.phrases, *t.alone))]
    console.write(glossary(found, console.look(lang, "normal", "never")))
    return 0


def list_rules(lang: str, pack: str | None, select: Sequence[str], output_format: str) -> int:
    """Prints the rules of a pack after its overrides, or those of every shipped pack; always 0.

    Raises InputError.
    """
    from checker.output.rules import listing

    rules = [rule for _, rule in held(pack)]
    look = console.look(lang, "normal", "never")
    console.write(listing(selected(rules, select), look, output_format))
    return 0


def test_rules(
    lang: str, packs: Sequence[str], select: Sequence[str], output_format: str, verbose: bool
) -> int:
    """Prints what rules say of their own examples; 1 where one says other than it should.

    Raises InputError.
    """
    from checker.engine.examples import try_rule
    from checker.output.rules import trials

    pairs = [pair for name in packs or (None,) for pair in own(name)]
    wanted = {id(rule) for rule in selected([rule for _, rule in pairs], select)}
    tried = [trial for pack, rule in pairs if id(rule) in wanted for trial in try_rule(pack, rule)]
    look = console.look(lang, "verbose" if verbose else "normal", "never")
    console.write(trials(tried, look, output_format))
    return int(not all(trial.ok or trial.untried for trial in tried))


def validate(lang: str, paths: Sequence[str]) -> int:
    """Prints what each file was found to be; always 0. Raises InputError with every fault."""
    from checker.packs.inspect import validate as validated
    from checker.wording import say

    for one in validated(paths):
        named = {"path": one.path, "id": one.id, "number": one.number}
        console.write(say(f"valid.{one.kind}", lang, **named) + "\n")
    return 0


def selected(rules: Sequence[Rule], select: Sequence[str]) -> list[Rule]:
    """The rules that ``--select`` names, all without it. Raises InputError for a name of none."""
    from checker.engine.select import Selection, selector, unknown, unknown_selector

    selection = Selection(given.selectors("--select", select))
    ids = [rule.id for rule in rules]
    for name in unknown(selection, ids):
        raise unknown_selector(name, ids)
    return list(filter(selector(selection), rules))


def held(name: str | None) -> Iterator[tuple[RulePack, Rule]]:
    """The rules of the packs behind ``--pack``, each once and with its pack; without a name each
    rule of the shipped packs, with the pack that is its home."""
    from checker import packs

    if name is None:
        for info in packs.available_packs():
            pack = packs.load_pack(info.id)
            yield from ((pack, rule) for rule in pack.rules if rule.pack == pack.id)
        return
    told: set[tuple[str, str, str]] = set()
    for pack in packs.load_packs(name):
        for rule in pack.rules:
            if (rule.id, rule.pack, rule.severity) not in told:
                told.add((rule.id, rule.pack, rule.severity))
                yield pack, rule


def own(name: str | None) -> Iterator[tuple[RulePack, Rule]]:
    """The rules whose examples are tried: those that stand in the packs themselves, as what they
    inherit is tried where it stands. Of a pack that has none, those that it extends."""
    from checker import packs

    if name is None:
        yield from held(None)
        return
    for pack in packs.load_packs(name):
        mine = [rule for rule in pack.rules if rule.pack == pack.id]
        yield from ((pack, rule) for rule in mine)
        if mine:
            continue
        shipped = {info.id for info in packs.available_packs()}
        for home in dict.fromkeys(rule.pack for rule in pack.rules):
            if home in shipped:
                yield from own(home)
