"""Moving users: each is looked up on the target, then created, updated or left alone, many at once."""

from __future__ import annotations

import asyncio
import enum
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from functools import partial
from typing import Any, Final, Literal, TypeAlias

import attrs

from timeback_api._core.errors import (
    APIConnectionError,
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    DecodingError,
    InvalidRequestError,
    NotFoundError,
    RateLimitError,
    ServerError,
    UnprocessableEntityError,
)
from timeback_api._core.model import Model

from .compare import differences, writable
from .lookup import UNKNOWN, Answer, lookup_for
from .orgs import Orgs, named_orgs
from .pace import Pace
from .report import MigrationReport, Progress
from .store import orgs_of, users_of

OnConflict: TypeAlias = Literal["skip", "update", "fail"]
Work: TypeAlias = Callable[[], Awaitable[None]]

REFUSALS: Final = (BadRequestError, NotFoundError, ConflictError, UnprocessableEntityError, InvalidRequestError)
PASSING: Final = (APIConnectionError, RateLimitError, ServerError)
"""What may be over when the others are done."""
UNSURE: Final = (APIConnectionError, ServerError, DecodingError)
"""After these nobody knows whether a POST was processed."""
PAUSES: Final = (0.1, 0.5, 2.0)
TRIES: Final = 3


class Later(enum.Enum):
    """Why a user is taken up again when the others are done."""

    AGAIN = "the server was not well, and nothing was written"
    UNSURE = "an answer got lost, and it is not known yet whether this target keeps the ids that it is given"
    AGENTS = "it is on the target without the agents, who may have come after it"
    AGENTS_UPDATE = "its update was refused, maybe for agents who came after it"


@attrs.frozen(kw_only=True)
class Options:
    """What the caller asked for."""

    dry_run: bool = False
    ids: Sequence[str] | None = None
    filter_expr: Any = None
    on_conflict: OnConflict = "skip"
    with_orgs: bool = False
    progress: Callable[[Progress], object] | None = None


class UserMigration:
    """One run, from the first user to the report."""

    def __init__(self, source: Any, target: Any, options: Options, pace: Pace) -> None:
        self.report = MigrationReport(dry_run=options.dry_run)
        self._source, self._target = users_of(source), users_of(target)
        self._orgs = Orgs(orgs_of(source), orgs_of(target), self.report)
        self._options = options
        self._pace = pace
        self._expected: int | None = None
        self._settled = 0
        self._later: dict[str, tuple[Later, str]] = {}
        self._last_chance = False
        self._keeps_ids: bool | None = None
        self._probing = asyncio.Lock()

    async def run(self) -> MigrationReport:
        """Move the users. Raises only where no user at all could be moved any further."""
        started = time.monotonic()
        try:
            if self._options.ids is None:
                await self._all()
            else:
                await self._named(self._options.ids)
            await self._once_more()
        except (APIConnectionError, APIStatusError, DecodingError) as error:
            if self._settled:
                of = "" if self._expected is None else f" of {self._expected}"
                error.add_note(
                    f"{self._settled}{of} users were done by then. Run it again to go on: what is equal is left alone."
                )
            raise
        self.report.seconds = time.monotonic() - started
        self.report.concurrency = self._pace.highest
        return self.report

    async def _all(self) -> None:
        self._expected = await self._source.count(self._options.filter_expr)
        if self._expected == 0:
            return
        lookup = await lookup_for(self._target, self._expected, certain=True)
        last = None
        async with self._crew() as start, aclosing(self._source.iterate(self._options.filter_expr)) as users:
            async for user in users:
                entity = user.to_dict()
                sourced_id = str(entity.get("sourcedId") or "")
                if sourced_id == last:
                    continue
                last = sourced_id
                self.report.total += 1
                answer = await lookup.find(sourced_id)
                await start(sourced_id, partial(self._move, user, entity, answer))

    async def _named(self, ids: Sequence[str]) -> None:
        self._expected = self.report.total = len(ids)
        async with self._crew() as start:
            for sourced_id in ids:
                await start(sourced_id, partial(self._move_named, sourced_id))

    async def _once_more(self) -> None:
        self._last_chance = True
        later, self._later = self._later, {}
        async with self._crew() as start:
            for sourced_id, (why, reason) in later.items():
                await start(sourced_id, partial(self._take_up, sourced_id, why, reason))

    @asynccontextmanager
    async def _crew(self) -> AsyncIterator[Callable[[str, Work], Awaitable[None]]]:
        async def start(sourced_id: str, work: Work) -> None:
            await self._pace.enter()
            tasks.create_task(self._settle(sourced_id, work))

        try:
            async with asyncio.TaskGroup() as tasks:
                yield start
        except BaseExceptionGroup as group:
            first: BaseException = group
            while isinstance(first, BaseExceptionGroup):
                first = first.exceptions[0]
            raise first from first.__cause__

    async def _settle(self, sourced_id: str, work: Work) -> None:
        try:
            await work()
        except AuthenticationError:
            raise
        except PASSING as error:
            if isinstance(error, APIConnectionError):
                await self._check_reachable()
            self._postpone(sourced_id, Later.AGAIN, str(error))
        except (APIStatusError, DecodingError, InvalidRequestError) as error:
            self._fail(sourced_id, str(error))
        finally:
            self._pace.leave()
        if sourced_id not in self._later:
            self._settled += 1
            self._tell()

    def _tell(self) -> None:
        if self._options.progress is not None:
            self._options.progress(
                Progress(
                    entity=self._source.entity,
                    done=self._settled,
                    total=self._expected,
                    failed=len(self.report.failed),
                    concurrency=self._pace.width,
                )
            )

    async def _check_reachable(self) -> None:
        """Raise where a server is gone: then the others need not find out one by one."""
        async with self._probing:
            for store in (self._source, self._target):
                for attempt in range(TRIES):
                    try:
                        await store.count()
                        break
                    except APIConnectionError:
                        if attempt == TRIES - 1:
                            raise

    async def _move_named(self, sourced_id: str) -> None:
        user = await self._source.get(sourced_id)
        if user is None:
            self._fail(sourced_id, "is missing on the source")
        else:
            await self._move(user, user.to_dict(), UNKNOWN)

    async def _move(self, user: Model, entity: Mapping[str, Any], answer: Answer) -> None:
        sourced_id = str(entity.get("sourcedId") or "")
        if not sourced_id:
            self._fail(sourced_id, "the source gave a user without a sourcedId")
        elif entity.get("status") == "tobedeleted":
            self._skip(sourced_id, "is to be deleted (status tobedeleted)")
        else:
            if answer is UNKNOWN:
                found = await self._target.get(sourced_id)
                answer = None if found is None else found.to_dict()
            if isinstance(answer, dict):
                await self._meet(sourced_id, user, entity, answer)
            else:
                await self._create(sourced_id, user, entity)

    async def _meet(self, sourced_id: str, user: Model, entity: Mapping[str, Any], there: Mapping[str, Any]) -> None:
        """The target has one of this id."""
        found = differences(self._source.entity, sourced_id, entity, there)
        if not found:
            self.report.unchanged += 1
            return
        paths = list(dict.fromkeys(difference.path for difference in found))
        what = ", ".join(paths[:5]) + (f" and {len(paths) - 5} more" if len(paths) > 5 else "")
        match self._options.on_conflict:
            case "fail":
                self._fail(sourced_id, f"is on the target already and differs there: {what}")
            case "skip":
                self._skip(
                    sourced_id, f"is on the target already and differs there: {what} (on_conflict='update' overwrites)"
                )
            case "update":
                await self._update(sourced_id, user, entity)

    async def _update(self, sourced_id: str, user: Model, entity: Mapping[str, Any]) -> None:
        if not await self._orgs_ready(sourced_id, entity):
            return
        if not self._options.dry_run:
            try:
                await self._target.update(sourced_id, _sendable(user, entity))
            except REFUSALS as error:
                await self._explain(sourced_id, entity, error, Later.AGENTS_UPDATE)
                return
        self.report.updated += 1

    async def _create(self, sourced_id: str, user: Model, entity: Mapping[str, Any]) -> None:
        if not await self._orgs_ready(sourced_id, entity):
            return
        if self._options.dry_run:
            self.report.created += 1
            return
        try:
            created = await self._post(sourced_id, _sendable(user, entity))
        except REFUSALS as error:
            await self._refused(sourced_id, user, entity, error)
            return
        if created:
            self.report.created += 1

    async def _orgs_ready(self, sourced_id: str, entity: Mapping[str, Any]) -> bool:
        """Bring the organisations along where that is asked for; in a dry run, say which are missing."""
        if self._options.with_orgs:
            problems = await self._orgs.bring(named_orgs(entity), dry_run=self._options.dry_run)
            if problems:
                self._fail(sourced_id, "; ".join(problems.values()))
            return not problems
        if self._options.dry_run and (absent := await self._orgs.absent(named_orgs(entity))):
            self._fail(sourced_id, _absent("org", absent) + ORGS_HINT)
            return False
        return True

    async def _post(self, sourced_id: str, model: Model) -> bool:
        """Create it, once. Where an answer gets lost, look before sending again; False where that must wait."""
        for pause in (*PAUSES, None):
            try:
                allocated = await self._target.create(model)
            except UNSURE as error:
                try:
                    if await self._target.get(sourced_id) is not None:
                        return True
                except PASSING as silence:
                    if isinstance(silence, APIConnectionError):
                        await self._check_reachable()
                    self._postpone(sourced_id, Later.UNSURE, str(error))
                    return False
                if not self._keeps_ids or pause is None:
                    self._postpone(sourced_id, Later.UNSURE, str(error))
                    return False
                await asyncio.sleep(pause)
            else:
                self._note_id(sourced_id, allocated)
                return True
        raise AssertionError  # pragma: no cover

    def _note_id(self, sourced_id: str, allocated: str | None) -> None:
        if allocated == sourced_id:
            self._keeps_ids = self._keeps_ids is not False
        elif allocated:
            self._keeps_ids = False
            self.report.reasons[sourced_id] = f"created, but the target gave it the id {allocated}"

    async def _refused(self, sourced_id: str, user: Model, entity: Mapping[str, Any], error: Exception) -> None:
        """Creating it was refused: maybe it is there, hidden from the list, or names someone who is not there yet."""
        if isinstance(error, ConflictError) and (there := await self._target.get(sourced_id)) is not None:
            await self._meet(sourced_id, user, entity, there.to_dict())
            return
        if await self._orgs.absent(named_orgs(entity)):
            await self._explain(sourced_id, entity, error, None)
            return
        if entity.get("agents"):
            try:
                created = await self._post(sourced_id, _sendable(user, {**entity, "agents": []}))
            except REFUSALS:
                pass
            else:
                if created:
                    self.report.created += 1
                    self._later[sourced_id] = Later.AGENTS, str(error)
                return
        if not isinstance(error, InvalidRequestError) and (there := await self._target.get(sourced_id)) is not None:
            await self._meet(sourced_id, user, entity, there.to_dict())
            return
        self._fail(sourced_id, str(error))

    async def _explain(self, sourced_id: str, entity: Mapping[str, Any], error: Exception, later: Later | None) -> None:
        absent = await self._orgs.absent(named_orgs(entity))
        if absent:
            self._fail(sourced_id, _absent("org", absent) + ("" if self._options.with_orgs else ORGS_HINT))
        elif later is not None and entity.get("agents") and not self._last_chance:
            self._later[sourced_id] = later, str(error)
        else:
            self._fail(sourced_id, str(error))

    async def _take_up(self, sourced_id: str, why: Later, reason: str) -> None:
        user = await self._source.get(sourced_id)
        if user is None:
            self._fail(sourced_id, "has gone from the source meanwhile")
            return
        entity = user.to_dict()
        if why in (Later.AGENTS, Later.AGENTS_UPDATE):
            await self._complete(sourced_id, user, entity, created=why is Later.AGENTS)
            return
        found = await self._target.get(sourced_id)
        if why is Later.UNSURE and found is not None:
            self.report.created += 1
        elif why is Later.UNSURE and not self._keeps_ids:
            self._fail(sourced_id, f"{reason} Whether it was created is unknown: look for it on the target first.")
        else:
            await self._move(user, entity, None if found is None else found.to_dict())

    async def _complete(self, sourced_id: str, user: Model, entity: Mapping[str, Any], *, created: bool) -> None:
        """Everybody is there now: send the agents, too."""
        try:
            await self._target.update(sourced_id, _sendable(user, entity))
        except (APIStatusError, APIConnectionError, DecodingError, InvalidRequestError) as error:
            self.report.created -= created
            agents = [str(agent.get("sourcedId")) for agent in entity["agents"] if isinstance(agent, Mapping)]
            absent = [agent for agent in agents if await self._target.get(agent) is None]
            reason = f"{_absent('agent', absent)}; move them as well" if absent else str(error)
            self._fail(sourced_id, f"{'created without its agents: ' if created else ''}{reason}")
        else:
            self.report.updated += not created

    def _postpone(self, sourced_id: str, why: Later, reason: str) -> None:
        if self._last_chance:
            self._fail(sourced_id, reason)
        else:
            self._later[sourced_id] = why, reason

    def _fail(self, sourced_id: str, reason: str) -> None:
        self.report.failed.append(sourced_id)
        self.report.reasons[sourced_id] = reason

    def _skip(self, sourced_id: str, reason: str) -> None:
        self.report.skipped += 1
        self.report.reasons[sourced_id] = reason


ORGS_HINT: Final = ": pass with_orgs=True (or --with-orgs) to move it first"


def _absent(kind: str, sourced_ids: Sequence[str]) -> str:
    if len(sourced_ids) == 1:
        return f"{kind} {sourced_ids[0]} is missing on the target"
    return f"{kind}s {', '.join(sourced_ids)} are missing on the target"


def _sendable(user: Model, entity: Mapping[str, Any]) -> Model:
    # Made as a reply is made, not as a caller's object is: what the source has is sent as it came, unknown values too.
    return type(user).from_dict(writable(entity))
