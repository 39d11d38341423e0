"""The records that pass from room to room: frozen, slotted, without behaviour of their own.

Read them in the order in which data passes: ``text`` (Span, Source), ``value`` (Value, Interval),
``report`` (Section, Fact, Group, Table, Report), ``rule`` (Term, Rule, RulePack), ``verdict``
(Verdict, Finding and what a run returns).
"""
