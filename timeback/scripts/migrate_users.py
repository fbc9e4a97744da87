"""Move users from the staging environment to production, and verify that they arrived.

python -m timeback.scripts.migrate_users --staging-client-id ID --prod-client-id ID --with-orgs --dry-run
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Iterable, Sequence

from timeback import TimeBackClient
from timeback._escaping.terminal import clean_output, install, one_line
from timeback.cli.progress import progress_display
from timeback.errors import ConfigurationError, InvalidRequestError, TimeBackError
from timeback.migration import MigrationReport, VerificationResult, migrate_users, verify_migration
from timeback.settings import variable

MOST_LINES = 20

EPILOG = """\
What is left out here is read from the environment: TIMEBACK_STAGING_CLIENT_ID, TIMEBACK_STAGING_CLIENT_SECRET,
TIMEBACK_STAGING_API_URL, TIMEBACK_STAGING_TOKEN_URL, and the same with PRODUCTION. A secret that is nowhere is asked
for. Prefer that to the options: other users of this machine can see a program's arguments. A value that starts with
a dash is given as --prod-client-secret=VALUE.

Exit code: 0 all users are there and verified, or a dry run ended; 1 something failed or differs; 2 wrong usage;
130 interrupted. What was moved stays, and a second run goes on from there.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; gives its exit code."""
    with clean_output():
        return _main(argv)


def _main(argv: Sequence[str] | None) -> int:
    parser = _parser()
    args = parser.parse_args(argv)
    try:
        with (
            _client(parser, args, "staging", "staging") as staging,
            _client(parser, args, "prod", "production") as prod,
        ):
            return _run(args, staging, prod)
    except KeyboardInterrupt:
        print("\nInterrupted. What was moved stays; run it again to go on.", file=sys.stderr)
        return 130
    except (ConfigurationError, InvalidRequestError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except TimeBackError as error:
        print(f"error: {' '.join((str(error), *getattr(error, '__notes__', ())))}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m timeback.scripts.migrate_users",
        description=__doc__.splitlines()[0] if __doc__ else None,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    for option, name in (("staging", "staging"), ("prod", "production")):
        group = parser.add_argument_group(name)
        group.add_argument(f"--{option}-client-id", metavar="ID")
        group.add_argument(f"--{option}-client-secret", metavar="SECRET")
        group.add_argument(f"--{option}-api-url", metavar="URL", help="only for a server that is not the platform's")
        group.add_argument(f"--{option}-token-url", metavar="URL", help="where tokens are fetched")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, and say what would happen")
    parser.add_argument("--with-orgs", action="store_true", help="first move the organisations that the users name")
    parser.add_argument(
        "--on-conflict",
        choices=("skip", "update", "fail"),
        default="skip",
        help="what to do with users whom production has and who differ there (default: %(default)s)",
    )
    parser.add_argument("--filter", metavar="FILTER", help="only the users it finds, such as: role='student'")
    parser.add_argument(
        "--concurrency", type=int, default=64, metavar="N", help="the most calls at once (default: %(default)s)"
    )
    parser.add_argument("--no-verify", action="store_true", help="do not compare the servers afterwards")
    return parser


def _client(parser: argparse.ArgumentParser, args: argparse.Namespace, option: str, environment: str) -> TimeBackClient:
    given = vars(args)
    client_id, secret = given[f"{option}_client_id"], given[f"{option}_client_secret"]
    if client_id is None and not _in_environment(environment, "client_id"):
        parser.error(f"give --{option}-client-id, or set {variable(environment, 'client_id')}")
    if secret is None and not _in_environment(environment, "client_secret"):
        if not sys.stdin.isatty():
            parser.error(f"set {variable(environment, 'client_secret')}, or give --{option}-client-secret")
        secret = getpass.getpass(f"Client secret for {environment}: ")
    return TimeBackClient(
        environment=environment,
        client_id=client_id,
        client_secret=secret,
        api_url=given[f"{option}_api_url"],
        token_url=given[f"{option}_token_url"],
    )


def _in_environment(environment: str, name: str) -> bool:
    # The plain variables serve the environment that TIMEBACK_ENVIRONMENT names, and no other.
    plain = os.environ.get(variable(None, "environment"), "").strip().lower() == environment
    names = [variable(environment, name), *([variable(None, name)] if plain else [])]
    return any(os.environ.get(candidate, "").strip() for candidate in names)


def _run(args: argparse.Namespace, staging: TimeBackClient, prod: TimeBackClient) -> int:
    with progress_display("Looking at users" if args.dry_run else "Moving users") as progress:
        report = migrate_users(
            staging,
            prod,
            dry_run=args.dry_run,
            filter_expr=args.filter,
            on_conflict=args.on_conflict,
            concurrency=args.concurrency,
            with_orgs=args.with_orgs,
            progress=progress,
        )
    _tell_report(report)
    if args.dry_run:
        print("Nothing was written: this was a dry run.")
        return 0
    if args.no_verify:
        return 1 if report.failed else 0
    with progress_display("Comparing users") as progress:
        result = verify_migration(
            staging, prod, filter_expr=args.filter, concurrency=args.concurrency, progress=progress
        )
    _tell_result(result)
    return 0 if result and not report.failed else 1


def _tell_report(report: MigrationReport) -> None:
    print(report)
    failed = set(report.failed)
    _tell("would fail" if report.dry_run else "failed", ((name, report.reasons[name]) for name in report.failed))
    _tell("note", ((name, reason) for name, reason in report.reasons.items() if name not in failed))


def _tell_result(result: VerificationResult) -> None:
    if result:
        print(f"Verified: {result.checked:,} users compared, no difference.")
    else:
        print(f"Verification failed: {result.checked:,} users compared, {len(result):,} differences.")
        _tell("differs", ((f"{found.sourced_id} {found.path}".strip(), found.kind) for found in result))


def _tell(word: str, lines: Iterable[tuple[str, str]]) -> None:
    more = 0
    for number, (name, text) in enumerate(lines):
        if number < MOST_LINES:
            print(one_line(f"  {word}: {name}: {text}"))
        else:
            more += 1
    if more:
        print(f"  ... and {more:,} more")


if __name__ == "__main__":
    install()
    sys.exit(main())
