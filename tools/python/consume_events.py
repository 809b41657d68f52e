#!/usr/bin/env python3
"""Reads Millrace's topics with a stock Kafka client: proof that any language can.

    python3 -m pip install -r tools/python/requirements.txt
    python3 tools/python/consume_events.py --topic alarms.events --topic devices.events --count 10

Prints one JSON object a line: topic, partition, offset, key, type (full record name), headers and the decoded value. Reads from
the beginning, committed records only, and commits nothing. Bytes are base64, instants RFC 3339 with microseconds.

Exit status: 0 when --count records were printed, 2 when --timeout seconds passed first, 1 for an error.
"""

from __future__ import annotations

import argparse
import base64
import datetime
import json
import sys
import time
import uuid
from typing import Any

from confluent_kafka import Consumer, KafkaException, Message
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext

DEFAULT_BROKERS = "127.0.0.1:9092"
DEFAULT_REGISTRY = "http://127.0.0.1:8090/apis/ccompat/v7"
POLL_SECONDS = 0.5


def main() -> int:
    args = parse_arguments()
    registry = SchemaRegistryClient({"url": args.registry})
    consumer = Consumer(
        {
            "bootstrap.servers": args.brokers,
            "group.id": f"consume-events-{uuid.uuid4()}",
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
            "isolation.level": "read_committed",
        }
    )
    consumer.subscribe(args.topic)
    try:
        printed = print_records(consumer, registry, args.count, time.monotonic() + args.timeout)
    finally:
        consumer.close()
    if printed < args.count:
        print(f"{printed} of {args.count} records within {args.timeout:g} s", file=sys.stderr)
        return 2
    return 0


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Prints records of Millrace topics as JSON lines.")
    parser.add_argument("--brokers", default=DEFAULT_BROKERS, help=f"bootstrap servers (default {DEFAULT_BROKERS})")
    parser.add_argument("--registry", default=DEFAULT_REGISTRY, help=f"schema registry URL (default {DEFAULT_REGISTRY})")
    parser.add_argument("--topic", action="append", required=True, help="topic to read; may be given more than once")
    parser.add_argument("--count", type=int, default=10, help="how many records to print (default 10)")
    parser.add_argument("--timeout", type=float, default=30.0, help="seconds to wait for them (default 30)")
    return parser.parse_args()


def print_records(consumer: Consumer, registry: SchemaRegistryClient, count: int, deadline: float) -> int:
    deserialize = AvroDeserializer(registry)
    printed = 0
    while printed < count and time.monotonic() < deadline:
        message = consumer.poll(POLL_SECONDS)
        if message is None:
            continue
        if message.error() is not None:
            raise KafkaException(message.error())
        print(json.dumps(as_json(message, registry, deserialize), default=plain, ensure_ascii=False), flush=True)
        printed += 1
    return printed


def as_json(message: Message, registry: SchemaRegistryClient, deserialize: AvroDeserializer) -> dict[str, Any]:
    key, value = message.key(), message.value()
    context = SerializationContext(message.topic(), MessageField.VALUE)
    return {
        "topic": message.topic(),
        "partition": message.partition(),
        "offset": message.offset(),
        "key": None if key is None else key.decode(errors="replace"),
        "type": None if value is None else record_name(registry, value),
        "headers": {name: raw.decode(errors="replace") for name, raw in message.headers() or [] if raw is not None},
        "value": None if value is None else deserialize(value, context),
    }


def record_name(registry: SchemaRegistryClient, value: bytes) -> str:
    """Full name of the record, by the schema id in bytes 1 to 4 of the Confluent wire format; the client keeps the schemas."""
    schema = json.loads(registry.get_schema(int.from_bytes(value[1:5])).schema_str)
    return f"{schema['namespace']}.{schema['name']}"


def plain(value: Any) -> Any:
    """JSON of what Avro has and JSON has not."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="microseconds").replace("+00:00", "Z")
    raise TypeError(f"{type(value).__name__} has no JSON form")


if __name__ == "__main__":
    sys.exit(main())
