"""The records that pass from room to room: frozen, slotted, without behaviour of their own.

Read them in the order in which data passes: ``text`` (Span, Source), ``value`` (Value, Interval),
``report`` (Section, Fact, Group, Table, Report), ``rule`` (Term, Rule, RulePack), ``verdict``
(Verdict, Finding and what a run returns).

They are made without a repr of their own: writing one takes half of the time that it takes to
define a dataclass, and every run defines them all. Records that are one thing each and never
compared by what they hold (a fact, a section, a verdict) have no equality of their own either.
"""
