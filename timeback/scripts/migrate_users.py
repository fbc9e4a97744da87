"""Migrate users from the staging environment to production, and verify the result.

python -m timeback.scripts.migrate_users --staging-client-id ID --prod-client-id ID --with-orgs --dry-run
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Iterable, Sequence

from timeback import TimeBackClient
from timeback._escaping.terminal import one_line
from timeback.cli.migration.progress import progress_display
from timeback.cli.streams import command_streams, install
from timeback.errors import ConfigurationError, InvalidRequestError, TimeBackError
from timeback.migration import MigrationReport, VerificationResult, migrate_users, verify_migration
from timeback.settings import variable

MAX_LINES = 20

EPILOG = """\
The default of an option is an environment variable: TIMEBACK_STAGING_CLIENT_ID, TIMEBACK_STAGING_CLIENT_SECRET,
TIMEBACK_STAGING_API_URL, TIMEBACK_STAGING_TOKEN_URL, and the same with PRODUCTION. Secrets are read from these
variables. If one is not set, the program asks for it. If a value starts with a dash, use --prod-client-id=VALUE.

Exit codes: 0 all users were migrated and verified, or a dry run ended; 1 a user failed or differs; 2 wrong usage;
130 interrupted. Users that were migrated stay on the target, and a second run continues from there.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code."""
    with command_streams():
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
        print("\nInterrupted. Users that were migrated stay on the target; run it again to resume.", file=sys.stderr)
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
        # Programs of the older client pass it, so it is accepted, but it is not offered.
        group.add_argument(f"--{option}-client-secret", help=argparse.SUPPRESS)
        group.add_argument(f"--{option}-api-url", metavar="URL", help="only for servers other than the platform")
        group.add_argument(f"--{option}-token-url", metavar="URL", help="URL of the token endpoint")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, and report what would happen")
    parser.add_argument("--with-orgs", action="store_true", help="first migrate the organisations of the users")
    parser.add_argument(
        "--on-conflict",
        choices=("skip", "update", "fail"),
        default="skip",
        help="what to do with users who differ on production (default: %(default)s)",
    )
    parser.add_argument("--filter", metavar="FILTER", help="only the users that match, such as: role='student'")
    parser.add_argument(
        "--concurrency",
        type=int,
        default=64,
        metavar="N",
        help="maximum number of simultaneous requests (default: %(default)s)",
    )
    parser.add_argument("--no-verify", action="store_true", help="skip the comparison afterwards")
    return parser


def _client(parser: argparse.ArgumentParser, args: argparse.Namespace, option: str, environment: str) -> TimeBackClient:
    given = vars(args)
    client_id, secret = given[f"{option}_client_id"], given[f"{option}_client_secret"]
    if client_id is None and not _in_environment(environment, "client_id"):
        parser.error(f"no client ID: use --{option}-client-id, or set {variable(environment, 'client_id')}")
    if secret is None and not _in_environment(environment, "client_secret"):
        if not sys.stdin.isatty():
            name = variable(environment, "client_secret")
            parser.error(f"no client secret: set {name}")
        secret = getpass.getpass(f"Client secret for {environment}: ")
    elif secret is not None:
        print(
            f"warning: other users of this machine can see --{option}-client-secret in the list of processes; "
            f"set {variable(environment, 'client_secret')} instead",
            file=sys.stderr,
        )
    return TimeBackClient(
        environment=environment,
        client_id=client_id,
        client_secret=secret,
        api_url=given[f"{option}_api_url"],
        token_url=given[f"{option}_token_url"],
    )


def _in_environment(environment: str, name: str) -> bool:
    # Variables without the name of an environment only hold for the one in TIMEBACK_ENVIRONMENT.
    plain = os.environ.get(variable(None, "environment"), "").strip().lower() == environment
    names = [variable(environment, name), *([variable(None, name)] if plain else [])]
    return any(os.environ.get(candidate, "").strip() for candidate in names)


def _run(args: argparse.Namespace, staging: TimeBackClient, prod: TimeBackClient) -> int:
    with progress_display("Checking users" if args.dry_run else "Migrating users") as progress:
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
    _print_report(report)
    if args.dry_run:
        print("Nothing was written: this was a dry run.")
        return 0
    if args.no_verify:
        return 1 if report.failed else 0
    with progress_display("Comparing users") as progress:
        result = verify_migration(
            staging, prod, filter_expr=args.filter, concurrency=args.concurrency, progress=progress
        )
    _print_result(result)
    return 0 if result and not report.failed else 1


def _print_report(report: MigrationReport) -> None:
    print(report)
    failed = set(report.failed)
    _print_lines("would fail" if report.dry_run else "failed", ((name, report.reasons[name]) for name in report.failed))
    _print_lines("note", ((name, reason) for name, reason in report.reasons.items() if name not in failed))


def _print_result(result: VerificationResult) -> None:
    if result:
        print(f"Verified: {result.checked:,} users compared, no difference.")
    else:
        print(f"Verification failed: {result.checked:,} users compared, {len(result):,} differences.")
        _print_lines("differs", ((f"{found.sourced_id} {found.path}".strip(), found.kind) for found in result))


def _print_lines(word: str, lines: Iterable[tuple[str, str]]) -> None:
    more = 0
    for number, (name, text) in enumerate(lines):
        if number < MAX_LINES:
            print(one_line(f"  {word}: {name}: {text}"))
        else:
            more += 1
    if more:
        print(f"  ... and {more:,} more")


if __name__ == "__main__":
    install()
    sys.exit(main())
