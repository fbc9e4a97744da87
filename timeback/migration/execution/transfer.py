"""Moving one object: it is looked up on the target, then created, replaced or left alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from timeback._spec.entities import Entity
from timeback.migration.endpoints.base import Writable
from timeback.migration.execution.context import DELETED, Context
from timeback.migration.execution.dependencies import LEFT_OUT, Needs
from timeback.migration.execution.lookup import UNKNOWN, Answer
from timeback.migration.execution.outcomes import CALL_ERRORS, REFUSALS
from timeback.migration.execution.payload import Draft, Missing, Standing, named
from timeback.migration.execution.writer import Verdict, Writer
from timeback.migration.journal.journal import LeftOut, Outcome, Row, State
from timeback.migration.reporting.report import Difference
from timeback_runtime.errors import ConflictError, InvalidRequestError

MOST_PATHS: Final = 5


class Mover:
    """Moves objects, any number of them at the same time."""

    def __init__(self, context: Context, check_reachable: Callable[[Exception], Awaitable[None]]) -> None:
        self._context = context
        self._journal = context.journal
        self.writer = Writer(context, check_reachable)
        self.needs = Needs(context, self._place)

    async def move(self, entity: Entity, found: Mapping[str, Any], answer: Answer = UNKNOWN) -> None:
        """Move an object of the source. ``answer`` is what is known of its twin on the target."""
        sourced_id = entity.id_of(found)
        row = self._journal.get(entity.name, sourced_id)
        if found.get("status") == DELETED and not self._context.options.include_deleted:
            # Where the target has it from before, other objects can go on naming it.
            there = await self._locate(entity, sourced_id, row, answer)
            target = None if there is None else entity.id_of(there)
            self._context.settle(entity, sourced_id, State.LEFT_OUT, Outcome.SKIPPED, reason=LEFT_OUT, target=target)
            return
        value = self._context.prepared(entity, found)
        if self._context.settled(row, value):
            return
        if _is_unsure(row):
            # Its needs are looked after before anybody can wait for it.
            await self.needs.bring(entity, sourced_id, value)
        else:
            answer = await self._locate(entity, sourced_id, row, answer)
            if answer is None or self._will_update(entity, sourced_id, value, answer):
                await self.needs.bring(entity, sourced_id, value)
        await self._context.once((entity.name, sourced_id), partial(self._place, entity, sourced_id, value, answer))

    async def complete(self, row: Row) -> None:
        """Send what an object lacked, now that everybody is there; what has not come is left out."""
        entity = self._context.entities[row.entity]
        target = self._context.writable(row.entity)
        assert target is not None
        value = await target.held(row.id)
        if value is None:
            await self._complete_there(entity, row, target)
            return
        await self.needs.leave_out(entity, value)
        made = self._context.draft(entity, row.id, value, final=True)
        if made.absent:
            self._context.fail(entity, row.id, self.needs.explain(made.absent))
            return
        await target.create(made.value)
        self._context.settle(entity, row.id, State.DONE, row.outcome, late=False)
        self._leave_out(entity, row.id, made.left_out)

    async def _complete_there(self, entity: Entity, row: Row, target: Writable) -> None:
        source = self._context.readable(row.entity)
        assert source is not None
        found = await source.get(row.id)
        there = None if row.target is None else await target.get(row.target)
        if found is None or there is None:
            where = "source" if found is None else "target"
            self._context.fail(entity, row.id, f"has gone from the {where} meanwhile")
            return
        value = self._context.prepared(entity, found)
        await self.needs.leave_out(entity, value)
        made = self._context.draft(entity, row.id, value, final=True)
        if made.absent:
            self._still_late(entity, row, self.needs.explain(made.absent))
            return
        digest, outcome = self._journal.digest(value), row.outcome
        if differences := self._context.differences(entity, row.id, value, there):
            if outcome is Outcome.UNCHANGED:
                if not self._journal.left_out(entity.name, row.id):
                    await self._conflict(entity, row.id, value, digest, there, differences)
                    return
                outcome = Outcome.UPDATED
            assert row.target is not None
            try:
                # The row stays as it is, late, until this is done: doing it twice does no harm.
                await target.update(row.target, {**made.value, entity.id_name: row.target})
            except CALL_ERRORS as error:
                lacking = f"created without its {_lacking(entity, value)}: " if outcome is Outcome.CREATED else ""
                self._still_late(entity, row, f"{lacking}{error}")
                return
        self._context.settle(entity, row.id, State.DONE, outcome or Outcome.UPDATED, late=False, hash=digest)
        self._leave_out(entity, row.id, made.left_out)

    async def judge(self) -> None:
        """Find out which references would be left out; for the end of a dry run."""
        waiting: dict[tuple[str, str], list[Missing]] = {}
        for one in self._journal.left_out_by_run():
            await self.needs.give_up(one.collection, one.named)
            kept = waiting.setdefault((one.entity, one.id), [])
            if isinstance(self._context.known(one.collection, one.named), Standing):
                kept.append(Missing(one.path, one.collection, one.named))
        for (name, sourced_id), missing in waiting.items():
            self._leave_out(self._context.entities[name], sourced_id, missing)

    def _leave_out(self, entity: Entity, sourced_id: str, missing: Iterable[Missing]) -> None:
        """Keep which references an object was sent without, and why."""
        self._journal.leave_out(
            entity.name,
            sourced_id,
            [
                LeftOut(
                    entity=entity.name,
                    id=sourced_id,
                    path=one.path,
                    collection=one.collection,
                    named=one.sourced_id,
                    reason=self.needs.why(one.collection, one.sourced_id),
                )
                for one in missing
            ],
        )

    def _still_late(self, entity: Entity, row: Row, reason: str) -> None:
        self._context.settle(entity, row.id, State.FAILED, Outcome.FAILED, reason=reason, late=True)

    async def _place(self, entity: Entity, sourced_id: str, value: dict[str, Any], answer: Answer = UNKNOWN) -> None:
        """Put a prepared object on the target. Whatever it needs is there, or will not come before it."""
        row = self._journal.get(entity.name, sourced_id)
        if self._context.settled(row, value):
            return
        if row is not None and _is_unsure(row):
            if await self._look(entity, sourced_id, value, row):
                return
            answer = None
        else:
            answer = await self._locate(entity, sourced_id, row, answer)
        digest = self._journal.digest(value)
        if isinstance(answer, dict):
            await self._meet(entity, sourced_id, value, digest, answer)
        else:
            await self._create(entity, sourced_id, value, digest)

    async def _look(self, entity: Entity, sourced_id: str, value: dict[str, Any], row: Row) -> bool:
        """Whether there is nothing left to do for an object whose creation got no answer."""
        if self._context.options.dry_run:
            reason = "Its creation got no answer: the migration will look for it."
            self._context.settle(entity, sourced_id, row.state, Outcome.SKIPPED, reason=reason)
            return True
        made = self._context.draft(entity, sourced_id, value)
        reason = row.reason or "The run ended before the answer to its creation came."
        earlier = row.state is State.UNKNOWN and row.run != self._journal.run
        verdict = await self.writer.look(entity, sourced_id, made.value, reason)
        again = self._journal.get(entity.name, sourced_id)
        if verdict is Verdict.SETTLED and again is not None and again.state is not State.UNKNOWN:
            return True
        if row.state is State.UNKNOWN and not (earlier and self._context.options.resend_unknown):
            self._context.settle(entity, sourced_id, State.UNKNOWN, Outcome.UNKNOWN, reason=reason)
            return True
        return verdict is Verdict.SETTLED and row.state is not State.UNKNOWN

    async def _locate(self, entity: Entity, sourced_id: str, row: Row | None, answer: Answer) -> dict[str, Any] | None:
        """Its twin on the target."""
        target = self._context.writable(entity.name)
        assert target is not None
        there = row.target if row is not None and row.state is not State.OUTSIDE else None
        if there is None and entity.identity_of is None and self._journal.keeps_ids is False:
            # What has this id there is another object.
            return None
        there = there or self._context.supplied(entity, sourced_id)
        if not isinstance(answer, dict) and answer is not UNKNOWN and there == sourced_id:
            return None
        if isinstance(answer, dict) and entity.id_of(answer) == there:
            return answer
        return await target.get(there)

    async def _meet(
        self, entity: Entity, sourced_id: str, value: dict[str, Any], digest: bytes, there: Mapping[str, Any]
    ) -> None:
        """The target has one already."""
        target = entity.id_of(there)
        found = self._context.differences(entity, sourced_id, value, there)
        if found:
            await self.needs.look_for(entity, value)
            found = self._context.differences(entity, sourced_id, value, there)
        if not found:
            self._context.settle(entity, sourced_id, State.DONE, Outcome.UNCHANGED, target=target, hash=digest)
            self._leave_out(entity, sourced_id, self._context.left_out(entity, value))
            return
        row = self._journal.get(entity.name, sourced_id)
        if row is not None and row.late and row.target == target:
            # It was sent by this migration, and waits for what it lacks.
            self._context.settle(entity, sourced_id, State.DONE, Outcome.UPDATED, target=target, hash=digest)
            return
        if self._waits(entity, sourced_id, value, there):
            # Nothing else differs, so that it can be completed in the end.
            outcome = Outcome.UNCHANGED
            if self._context.options.dry_run and self._journal.left_out(entity.name, sourced_id):
                outcome = Outcome.UPDATED
            self._context.settle(
                entity, sourced_id, State.DONE, outcome, target=target, hash=digest, late=True, creating=False
            )
            return
        await self._conflict(entity, sourced_id, value, digest, there, found)

    def _waits(self, entity: Entity, sourced_id: str, value: dict[str, Any], there: Mapping[str, Any]) -> bool:
        """Whether the target's object lacks nothing but references to objects that were not there before."""
        before = {(one.collection, one.named) for one in self._journal.left_out(entity.name, sourced_id)}
        has = {(one.path.collection, one.sourced_id) for one in named(entity, there)}

        def known(collection: str, named: str) -> str | Standing:
            standing = self._context.known(collection, named)
            id_there = standing if isinstance(standing, str) else named
            came = (collection, named) in before or standing is Standing.COMING
            return Standing.ABSENT if came and (collection, id_there) not in has else standing

        return not self._context.differences(entity, sourced_id, value, there, known)

    async def _conflict(
        self,
        entity: Entity,
        sourced_id: str,
        value: dict[str, Any],
        digest: bytes,
        there: Mapping[str, Any],
        found: Sequence[Difference],
    ) -> None:
        """The target has another one under its id."""
        target = entity.id_of(there)
        paths = list(dict.fromkeys(difference.path for difference in found))
        what = ", ".join(paths[:MOST_PATHS])
        what += f" and {len(paths) - MOST_PATHS} more" if len(paths) > MOST_PATHS else ""
        reason = f"is on the target already and differs there: {what}"
        settle = partial(self._context.settle, entity, sourced_id, target=target, hash=digest, late=False)
        match self._context.options.on_conflict:
            case "fail":
                settle(State.FAILED, Outcome.FAILED, reason=reason)
            case "skip":
                settle(State.DONE, Outcome.SKIPPED, reason=f"{reason} (on_conflict='update' overwrites)")
            case "update":
                await self._update(entity, sourced_id, value, digest, target)

    async def _update(self, entity: Entity, sourced_id: str, value: dict[str, Any], digest: bytes, target: str) -> None:
        made = self._context.draft(entity, sourced_id, value)
        if made.absent:
            self._context.fail(entity, sourced_id, self.needs.explain(made.absent))
            return
        if not self._context.options.dry_run:
            try:
                await self.writer.update(entity, sourced_id, made.value, target, digest, late=made.late)
            except REFUSALS as error:
                self._context.fail(entity, sourced_id, str(error))
                return
        self._context.settle(
            entity, sourced_id, State.DONE, Outcome.UPDATED, target=target, hash=digest, late=self._late(made)
        )
        self._leave_out(entity, sourced_id, self._lacks(made))

    async def _create(self, entity: Entity, sourced_id: str, value: dict[str, Any], digest: bytes) -> None:
        made = self._context.draft(entity, sourced_id, value)
        if made.absent:
            self._context.fail(entity, sourced_id, self.needs.explain(made.absent))
            return
        there = made.value[entity.id_name]
        if self._context.options.dry_run:
            self._context.settle(entity, sourced_id, State.DONE, Outcome.CREATED, target=there, hash=digest)
            self._leave_out(entity, sourced_id, self._lacks(made))
            return
        target = self._context.writable(entity.name)
        assert target is not None
        try:
            if made.late and await target.hold(sourced_id, value, made.value):
                self._context.settle(
                    entity, sourced_id, State.DONE, Outcome.CREATED, target=there, hash=digest, late=True
                )
                return
            await self.writer.create(entity, sourced_id, made.value, digest, late=made.late)
        except REFUSALS as error:
            await self._refused(entity, sourced_id, value, digest, made, error)
        else:
            self._leave_out(entity, sourced_id, made.left_out)

    async def _refused(
        self, entity: Entity, sourced_id: str, value: dict[str, Any], digest: bytes, made: Draft, error: Exception
    ) -> None:
        """Maybe it is there, hidden from the list or since a moment ago."""
        target = self._context.writable(entity.name)
        assert target is not None
        mine = entity.identity_of is not None or self._journal.keeps_ids is not False
        if isinstance(error, ConflictError) or (mine and not isinstance(error, InvalidRequestError)):
            there = await target.get(made.value[entity.id_name])
            if there is not None:
                await self._meet(entity, sourced_id, value, digest, there)
                return
        lacking = f" (left out of it: {self.needs.explain(made.left_out)})" if made.left_out else ""
        self._context.fail(entity, sourced_id, f"{error}{lacking}")

    def _will_update(self, entity: Entity, sourced_id: str, value: Mapping[str, Any], there: Mapping[str, Any]) -> bool:
        return self._context.options.on_conflict == "update" and bool(
            self._context.differences(entity, sourced_id, value, there)
        )

    def _lacks(self, made: Draft) -> tuple[Missing, ...]:
        # A dry run completes nothing: what waits is judged at its end.
        return (*made.left_out, *made.waiting) if self._context.options.dry_run else made.left_out

    def _late(self, made: Draft) -> bool:
        return made.late and not self._context.options.dry_run


def _is_unsure(row: Row | None) -> bool:
    return row is not None and row.creating and row.state in (State.SENT, State.UNKNOWN)


def _lacking(entity: Entity, value: Mapping[str, Any]) -> str:
    names = (one.path.steps[-1].name for one in named(entity, value) if one.path.deferred)
    return " and ".join(dict.fromkeys(names)) or "references"
