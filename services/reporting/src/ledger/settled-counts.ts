/**
 * SQL: what the ledger says and what the tables hold, by tenant, source and slot. Like the view `delivery_ledger`, but only with what is
 * settled by `{cut:Int64}` (milliseconds): entries that were in the table then, and of those of the front door only what enrichment
 * has got past since (of what was received within the last day). Everything else is still on its way.
 *
 * @param where condition on `tenant`, `source` and `slot`
 */
export const settledCounts = (where: string): string => `
WITH (
  SELECT mapFromArrays(groupArray(partition), groupArray(through))
  FROM (
    SELECT partition, max(through_offset) AS through FROM ledger
    WHERE slot > {cut:Int64} / 10000 - 8640 AND hop = 'ENRICHMENT' AND inserted_at <= fromUnixTimestamp64Milli({cut:Int64}, 'UTC') GROUP BY partition
  )
) AS covered
SELECT tenant, source, slot,
  sum(l.acknowledged) AS acknowledged, sum(l.received) AS received, sum(l.received_readings) AS receivedReadings,
  sum(l.enriched) AS enriched, sum(l.refused) AS refusedReadings, sum(l.rejections) AS rejections, sum(l.duplicates) AS duplicates,
  sum(l.dead_letters) AS deadLetters, sum(l.stored) AS stored, sum(l.stored_rejections) AS storedRejections,
  sum(l.stored_dead_letters) AS storedDeadLetters,
  greatest(acknowledged - received, 0) AS missingReceived, greatest(enriched - stored, 0) AS missingReadings,
  greatest(rejections - storedRejections, 0) AS missingRejected,
  greatest(deadLetters - storedDeadLetters, 0) AS missingDeadLetters
FROM (
  SELECT tenant, toString(source) AS source, slot, if(hop = 'FRONT_DOOR', messages, 0) AS acknowledged,
    if(hop = 'ENRICHMENT', messages, 0) AS received, if(hop = 'ENRICHMENT', readings, 0) AS received_readings,
    rows AS enriched, refused_readings AS refused, rejections, duplicates, dead_letters,
    toInt64(0) AS stored, toInt64(0) AS stored_rejections, toInt64(0) AS stored_dead_letters
  FROM ledger FINAL
  WHERE (${where}) AND inserted_at <= fromUnixTimestamp64Milli({cut:Int64}, 'UTC') AND (
    hop != 'FRONT_DOOR' OR partition < 0 OR (mapContains(covered, partition) AND covered[partition] >= last_offset))
  UNION ALL
  SELECT tenant, toString(device_id) AS source, toUInt32(intDiv(toUnixTimestamp64Micro(received_at), 10000000)) AS slot,
    0, 0, 0, 0, 0, 0, 0, 0, toInt64(count()), 0, 0
  FROM readings WHERE ${where} GROUP BY slot, tenant, device_id
  UNION ALL
  SELECT tenant, toString(device_id) AS source, toUInt32(intDiv(toUnixTimestamp64Micro(received_at), 10000000)) AS slot,
    0, 0, 0, 0, 0, 0, 0, 0, 0, toInt64(count()), 0
  FROM rejected_readings WHERE ${where} GROUP BY slot, tenant, device_id
  UNION ALL
  SELECT tenant, substring(ifNull(key, ''), length(tenant) + 2) AS source,
    toUInt32(intDiv(toUnixTimestamp64Milli(source_timestamp), 10000)) AS slot, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, toInt64(count())
  FROM dead_letters WHERE stream = 'enrichment.telemetry' AND (${where}) GROUP BY tenant, key, slot
) AS l
GROUP BY tenant, source, slot`;
