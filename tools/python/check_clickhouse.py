#!/usr/bin/env python3
"""Checks that a stock ClickHouse client for Python works against the local stack's ClickHouse.

    python3 tools/python/check_clickhouse.py --port 8123 --user millrace --password ...

Uses what such a client uses: Native format both ways, compressed, server-side parameters, settings, sessions, streaming. Creates
one table and drops it. Prints a line a check; exit status 1 when one fails.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import uuid
from typing import Callable

import clickhouse_connect
from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import DatabaseError

TABLE = f"check_{uuid.uuid4().hex[:8]}"


def main() -> int:
    parser = argparse.ArgumentParser(description="Checks the local ClickHouse with clickhouse-connect.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8123)
    parser.add_argument("--user", default="millrace")
    parser.add_argument("--password", required=True)
    args = parser.parse_args()

    def connect(**more: object) -> Client:
        login = {"host": args.host, "port": args.port, "username": args.user, "password": args.password}
        return clickhouse_connect.get_client(**{**login, **more})

    failures = 0
    for check in CHECKS:
        try:
            check(connect)
            print(f"ok      {check.__name__}")
        except Exception as error:  # a check may fail in any way; each is reported and the next one runs
            failures += 1
            print(f"FAILED  {check.__name__}: {type(error).__name__}: {error}")
    connect().command(f"DROP TABLE IF EXISTS {TABLE}")
    return 1 if failures else 0


Connect = Callable[..., Client]


def version_and_ping(connect: Connect) -> None:
    client = connect()
    assert client.ping()
    assert int(client.server_version.split(".")[0]) >= 26, client.server_version
    assert str(client.server_tz) in ("UTC", "Etc/UTC"), client.server_tz


def create_and_insert_native(connect: Connect) -> None:
    client = connect()
    client.command(
        f"CREATE TABLE {TABLE} (k UInt64, name String, v Nullable(Float64), at DateTime64(6, 'UTC'), tags Array(String)) "
        "ENGINE = MergeTree ORDER BY k"
    )
    at = datetime.datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=datetime.timezone.utc)
    rows = [[i, f"sensor-{i}\n\n;'", None if i % 7 == 0 else i / 3, at, ["a", "b\0c"]] for i in range(20_000)]
    summary = client.insert(TABLE, rows, column_names=["k", "name", "v", "at", "tags"])
    assert summary.written_rows == 20_000, summary.summary
    assert client.command(f"SELECT count() FROM {TABLE}") == 20_000
    got = client.query(f"SELECT name, v, at, tags FROM {TABLE} WHERE k = 8").result_rows[0]
    assert got[0] == "sensor-8\n\n;'" and got[1] == 8 / 3 and got[3] == ["a", "b\0c"], got
    assert got[2].astimezone(datetime.timezone.utc) == at, got[2]


def every_compression(connect: Connect) -> None:
    for method in ("lz4", "zstd", "gzip", False):
        client = connect(compress=method)
        before = client.command(f"SELECT count() FROM {TABLE}")
        client.insert(TABLE, [[10**6, str(method), 1.0, datetime.datetime.now(), []]], ["k", "name", "v", "at", "tags"])
        assert client.command(f"SELECT count() FROM {TABLE}") == before + 1, method
        assert len(client.query(f"SELECT k, name FROM {TABLE} LIMIT 1000").result_rows) == 1000, method


def parameters_are_bound_by_the_server(connect: Connect) -> None:
    hostile = "x' OR 1 = 1 -- \\ \n \t {y:String}"
    sql = "SELECT {p:String} AS p, {n:UInt64} AS n, {a:Array(String)} AS a"
    got = connect().query(sql, parameters={"p": hostile, "n": 2**63, "a": ["q'", "r"]}).result_rows[0]
    assert got == (hostile, 2**63, ["q'", "r"]), got


def settings_hold_for_their_query_only(connect: Connect) -> None:
    client = connect()
    asked = client.query("SELECT getSetting('max_block_size')", settings={"max_block_size": 1234}).result_rows[0][0]
    assert int(asked) == 1234, asked
    assert int(client.query("SELECT getSetting('max_block_size')").result_rows[0][0]) != 1234


def a_session_keeps_its_temporary_table(connect: Connect) -> None:
    client = connect()
    client.command("CREATE TEMPORARY TABLE mine (n UInt8)")
    client.insert("mine", [[1], [2]], ["n"])
    assert client.command("SELECT sum(n) FROM mine") == 3
    try:
        connect().command("SELECT sum(n) FROM mine")
    except DatabaseError:
        return
    raise AssertionError("another session sees the temporary table")


def large_results_stream(connect: Connect) -> None:
    total = 0
    with connect().query_row_block_stream("SELECT number, toString(number) FROM numbers(2000000)") as stream:
        for block in stream:
            total += len(block)
    assert total == 2_000_000, total


def errors_carry_the_code(connect: Connect) -> None:
    for sql, code in (("SELECT no_such", "47"), ("SELECT * FROM no_such_table", "60"), ("SELEC 1 FROM", "62")):
        try:
            connect().query(sql)
        except DatabaseError as error:
            assert f"code: {code}" in str(error).lower(), (sql, error)
        else:
            raise AssertionError(f"{sql} did not fail")


def a_wrong_password_is_refused(connect: Connect) -> None:
    try:
        connect(password="wrong")
    except DatabaseError as error:
        assert "516" in str(error), error
    else:
        raise AssertionError("a wrong password was let in")


CHECKS = [
    version_and_ping,
    create_and_insert_native,
    every_compression,
    parameters_are_bound_by_the_server,
    settings_hold_for_their_query_only,
    a_session_keeps_its_temporary_table,
    large_results_stream,
    errors_carry_the_code,
    a_wrong_password_is_refused,
]

if __name__ == "__main__":
    sys.exit(main())
