"""From bytes to what was found: all the rooms in a row. Workers of ``-j`` import this module."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from typing import NamedTuple

from checker.cli.files import Task, read
from checker.engine.select import Selection, is_of_tables, selector
from checker.errors import InputError
from checker.model.context import Context
from checker.model.limits import LIMITS, Limits
from checker.model.record import record
from checker.model.report import Identity, Report
from checker.model.rule import RulePack, Words
from checker.model.text import Source
from checker.model.value import Value
from checker.model.verdict import Checked, Failure
from checker.output.look import Look
from checker.readers import Tell, silent
from checker.report.genre import is_form
from checker.wording import MESSAGES, error, listed, say


@record(frozen=True, slots=True)
class Settings:
    """What the command line says about checking; the same for every report of a run. ``scored`` asks
    for the scorecard too, ``copies`` are the formats of ``checker.copies`` that are wanted. ``look`` is how
    people see the findings, where they do: making that takes long enough to be done beside."""

    lang: str = "zh"
    pack: str | None = None
    selection: Selection = field(default_factory=Selection)
    given: Mapping[str, Value] = field(default_factory=dict)
    as_of: str | None = None
    scored: bool = False
    copies: tuple[str, ...] = ()
    limits: Limits = LIMITS
    look: Look | None = None


class Done(NamedTuple):
    """What became of one file: what was found, or why not; its copies (format, content); and why
    there is none in a format that the file could have (format, message); ``shown`` is what people
    see of it, where ``Settings.look`` asks for that."""

    result: Checked | Failure
    copies: tuple[tuple[str, bytes], ...] = ()
    missed: tuple[tuple[str, str], ...] = ()
    shown: str = ""


def read_source(task: Task, limits: Limits = LIMITS, tell: Tell = silent) -> Source:
    """The characters of a report. Raises InputError."""
    return _source(task, read(task, limits), limits, tell)


def _source(task: Task, data: bytes, limits: Limits, tell: Tell) -> Source:
    from checker import readers

    source = readers.read(task.path, data, limits, tell)
    return replace(source, member=task.member) if task.member else source


def understand(source: Source, pack: str | None) -> tuple[Report, RulePack, tuple[Words, ...]]:
    """The report, the pack it is held to, and remarks on the choice.

    ``pack`` is what ``--pack`` says (see ``packs.choose_pack``). Raises InputError.
    """
    from checker import packs
    from checker.report.build import Held, read_report

    chosen: list[tuple[RulePack, tuple[Words, ...]]] = []

    def choose(identity: Identity) -> Held:
        chosen.append(packs.choose_pack(identity, pack))
        used = chosen[-1][0]
        return Held(identity, packs.vocabulary_with(used.terms), used.outline)

    report = read_report(source, choose)
    return report, *chosen[-1]


def check_source(source: Source, settings: Settings) -> Checked:
    """All that is found in one report; see ``examine``."""
    return examine(source, settings)[0]


def examine(source: Source, settings: Settings) -> tuple[Checked, Report]:
    """All that is found in one report, and the report as it was understood.

    Raises InputError, also where no rule of the pack is selected, and for a paper that is no such
    report: where nothing says what else it is, a pack that the user names is applied all the same.
    """
    from checker.engine.run import idle_facts, judge
    from checker.findings.collect import collect

    report, pack, notes = understand(source, settings.pack)
    kind = report.identity.kind
    form = is_form(report)
    known = kind == "department" or (kind == "form" and form)
    if not known and not (kind == "unknown" and settings.pack):
        raise other_paper(report)
    chosen = selector(settings.selection)
    selected = (lambda rule: chosen(rule) and is_of_tables(rule)) if form else chosen
    if form:
        notes = (*notes, MESSAGES["form"])
    if not any(map(selected, pack.rules)):
        raise error("nothing-selected", path=source.path, pack=pack.id)
    context = Context(pack.outline, settings.given, settings.as_of, pack.card)
    verdicts, ledger = judge(report, pack, context, selected)
    findings = collect(report, verdicts)
    said_notes = tuple(note.get(settings.lang) for note in (*source.notes, *notes))
    idle = idle_facts(settings.given, verdicts, pack.card)
    if idle:
        said_notes += (say("facts-idle", settings.lang, names=listed(idle, settings.lang)),)
    card = None
    if settings.scored or "html" in settings.copies:  # the page shows the scorecard
        from checker.findings.scorecard import scorecard

        card = scorecard(report, context)
    return Checked(source, report.identity, pack, findings, ledger, said_notes, card), report


def other_paper(report: Report) -> InputError:
    """The error for a paper of another genre: what it seems to be, and what that rests on."""
    path, identity = report.source.path, report.identity
    if identity.kind == "unknown":
        return error("paper-unknown", path=path)
    kind = MESSAGES[f"kind.{identity.kind}"]
    words = MESSAGES["paper-other"]
    given = {"path": path, "evidence": identity.evidence}
    return InputError(
        words.zh.format(kind=kind.zh, **given), words.en.format(kind=kind.en, **given)
    )


def check_task(task: Task, settings: Settings, tell: Tell = silent) -> Done:
    """What is found in one file, or the one reason why it could not be checked.

    A fault of jixiao itself is such a reason too, so that the other files are still checked.
    Raises MemoryError.
    """

    def done() -> Done:
        data = read(task, settings.limits)
        checked, report = examine(_source(task, data, settings.limits, tell), settings)
        made, missed = _copies(data, checked, report, settings)
        return Done(_lean(checked), made, missed, _shown(checked, settings))

    return _guarded(task.path, settings, done)


def check_read(source: Source, settings: Settings) -> Done:
    """The same of a file that was read before, without copies."""

    def done() -> Done:
        checked, _ = examine(source, settings)
        return Done(_lean(checked), shown=_shown(checked, settings))

    return _guarded(source.path, settings, done)


def _shown(checked: Checked, settings: Settings) -> str:
    if settings.look is None:
        return ""
    from checker.output.table import report

    return report(checked, settings.look)


def _guarded(path: str, settings: Settings, function: Callable[[], Done]) -> Done:
    try:
        return function()
    except MemoryError:
        raise
    except InputError as fault:
        return Done(Failure(path, fault.get(settings.lang)))
    except Exception as fault:
        if "bad_alloc" in str(fault):  # how libraries of C++ say it
            raise MemoryError from None
        return Done(Failure(path, own_fault(fault, path).get(settings.lang)))


def _lean(checked: Checked) -> Checked:
    """Without what only a marked copy needs, and which is most of a Source: of a batch all results
    are kept."""
    if not checked.source.anchors:
        return checked
    return replace(checked, source=replace(checked.source, anchors=array("Q"), boxes=array("f")))


def _copies(
    data: bytes, checked: Checked, report: Report, settings: Settings
) -> tuple[tuple[tuple[str, bytes], ...], tuple[tuple[str, str], ...]]:
    """The copies that a file of its kind can have, and why one could not be made: what was found is
    not lost with it."""
    if not settings.copies:
        return (), ()
    from checker.copies import fits, make

    path, made, missed = checked.source.path, [], []
    for name in settings.copies:
        if not fits(name, path, data):
            continue
        try:
            made.append((name, make(name, report, checked, data, settings.lang)))
        except MemoryError:
            raise
        except InputError as fault:
            missed.append((name, fault.get(settings.lang)))
        except Exception as fault:
            missed.append((name, own_fault(fault, path).get(settings.lang)))
    return tuple(made), tuple(missed)


def own_fault(fault: BaseException, where: str) -> InputError:
    """The error for a fault of jixiao: what to send to whom; JIXIAO_DEBUG=1 prints the rest."""
    if os.environ.get("JIXIAO_DEBUG"):
        import traceback

        traceback.print_exception(fault)
    said = " ".join(str(fault).split())
    return error("own-fault", where=where, kind=type(fault).__name__, fault=said)
