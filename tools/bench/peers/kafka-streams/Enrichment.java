import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.GlobalKTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;

/** Readings joined with the asset of their device: renamed, converted, judged by range. No deduplication, no unknown devices. */
final class Enrichment {
  private Enrichment() {}

  static void build(StreamsBuilder builder, String input, String assets, String output) {
    var strings = Serdes.String();
    GlobalKTable<String, Json.Asset> table =
        builder.globalTable(
            assets,
            Consumed.with(strings, Json.serde(Json.Asset.class)),
            Materialized.as(Stores.inMemoryKeyValueStore("assets")));
    builder.stream(input, Consumed.with(strings, Json.serde(Json.Message.class)))
        .join(table, (key, message) -> key, Enrichment::enrich)
        .map((key, enriched) -> KeyValue.pair(enriched.tenant() + "/" + enriched.assetId(), enriched))
        .to(output, Produced.with(strings, Json.serde(Json.Enriched.class)));
  }

  private static Json.Enriched enrich(Json.Message message, Json.Asset asset) {
    List<Json.EnrichedReading> readings = new ArrayList<>(message.readings().size());
    int index = 0;
    for (Json.Reading reading : message.readings()) {
      for (Json.Binding binding : asset.bindings()) {
        if (!binding.deviceMetric().equals(reading.metric())) continue;
        double value = reading.value() * binding.factor() + binding.offset();
        String quality = value < binding.low() || value > binding.high() ? "UNCERTAIN" : reading.quality();
        readings.add(
            new Json.EnrichedReading(index, binding.metric(), reading.occurredAt(), value, binding.unit(), quality));
      }
      index++;
    }
    return new Json.Enriched(
        message.eventId(), message.tenant(), asset.assetId(), asset.assetPath(), message.deviceId(),
        message.receivedAt(), readings);
  }
}
