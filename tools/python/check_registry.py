#!/usr/bin/env python3
"""Checks that the stock Confluent client works against the local stack's schema registry (Apicurio's Confluent API).

    python3 tools/python/check_registry.py --registry http://127.0.0.1:8090/apis/ccompat/v7

Registers schemas under a subject of its own and deletes it. Exit status 1 and a message when something is not as it should be.
"""

from __future__ import annotations

import argparse
import json
import sys
import uuid

from confluent_kafka.schema_registry import Schema, SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.schema_registry.error import SchemaRegistryError
from confluent_kafka.serialization import MessageField, SerializationContext


def record(*fields: dict[str, object]) -> str:
    return json.dumps({"type": "record", "name": "Reading", "namespace": "check.v1", "fields": list(fields)})


VALUE = {"name": "value", "type": "double"}
UNIT = {"name": "unit", "type": "string", "default": "1"}


def main() -> int:
    parser = argparse.ArgumentParser(description="Checks the local schema registry with confluent-kafka.")
    parser.add_argument("--registry", default="http://127.0.0.1:8090/apis/ccompat/v7")
    client = SchemaRegistryClient({"url": parser.parse_args().registry})
    topic = f"check-{uuid.uuid4().hex[:8]}"
    subject = f"{topic}-value"

    first = client.register_schema(subject, Schema(record(VALUE), "AVRO"))
    client.set_compatibility(subject, "FULL_TRANSITIVE")
    second = client.register_schema(subject, Schema(record(VALUE, UNIT), "AVRO"))
    assert first != second, (first, second)
    assert client.register_schema(subject, Schema(record(VALUE), "AVRO")) == first, "the same schema got another id"
    assert client.get_versions(subject) == [1, 2], client.get_versions(subject)

    try:
        client.register_schema(subject, Schema(record({"name": "value", "type": "string"}), "AVRO"))
    except SchemaRegistryError as error:
        assert error.http_status_code == 409, error
    else:
        raise AssertionError("an incompatible schema was accepted")

    # A new client asks GET /schemas/ids/{id}?fetchMaxId=false&subject=... for what it finds in a record.
    context = SerializationContext(topic, MessageField.VALUE)
    write = AvroSerializer(client, record(VALUE), conf={"auto.register.schemas": False})
    read = AvroDeserializer(SchemaRegistryClient({"url": parser.parse_args().registry}), record(VALUE, UNIT))
    payload = write({"value": 1.5}, context)
    assert payload[:5] == b"\0" + first.to_bytes(4, "big"), payload[:5]
    assert read(payload, context) == {"value": 1.5, "unit": "1"}, read(payload, context)

    client.delete_subject(subject)
    print("ok: register, compatibility, versions, 409, round trip by schema id")
    return 0


if __name__ == "__main__":
    sys.exit(main())
