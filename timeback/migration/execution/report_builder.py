"""Builds the report of a run from its journal."""

from __future__ import annotations

from collections.abc import Iterable

from timeback.migration.execution.context import MigrationContext
from timeback.migration.journal.records import TransferOutcome
from timeback.migration.reporting.report import LeftOutReference, Report, Tally


def build_report(
    context: MigrationContext,
    selected: Iterable[str],
    *,
    seconds: float,
    concurrency: int,
) -> Report:
    """The report of a completed run.

    Args:
        selected: the names of the selected entities, which are in the report even if they have no objects.
    """
    journal = context.journal
    tallies: dict[str, Tally] = {name: Tally() for name in selected}
    for entity, outcome, count in journal.outcome_counts():
        tally = tallies.setdefault(entity, Tally())
        setattr(tally, outcome.value, getattr(tally, outcome.value) + count)
    report = Report(
        dry_run=context.options.dry_run,
        by_entity={name: tallies[name] for name in context.entities if name in tallies},
        hosts=dict(context.url_rewriter.other_hosts),
        addresses_rewritten=context.url_rewriter.rewritten,
        resumed=journal.resumed,
        not_carried=dict(context.not_carried),
        not_served=dict(context.not_served),
        detached_orgs=tuple(context.source.detached_orgs),
        written=getattr(context.target, "written", None),
        journal=journal.path,
        seconds=seconds,
        concurrency=concurrency,
    )
    for entry in journal.not_transferred():
        if entry.outcome in (TransferOutcome.FAILED, TransferOutcome.UNKNOWN):
            report.failed.append((entry.entity, entry.sourced_id))
        if entry.reason is not None:
            report.reasons[entry.entity, entry.sourced_id] = entry.reason
    for name, reply in context.not_served_replies.items():
        report.reasons[name, ""] = f"not served by the {context.not_served[name]}: {reply}"
    report.left_out = [
        LeftOutReference(
            entity=one.entity,
            sourced_id=one.sourced_id,
            path=one.path,
            collection=one.collection,
            referenced_id=one.referenced_id,
            reason=one.reason,
        )
        for one in journal.left_out_in_run()
    ]
    return report
