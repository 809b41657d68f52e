import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The peers' records: the same facts as ours, as JSON by Jackson's data binding. */
final class Json {
  record Reading(String metric, long occurredAt, double value, String quality) {}

  record Message(String eventId, String tenant, String deviceId, long receivedAt, long sequence, List<Reading> readings) {}

  record Binding(String deviceMetric, String metric, String unit, double factor, double offset, double low, double high) {}

  record Asset(String assetId, String assetPath, List<Binding> bindings) {}

  record EnrichedReading(int index, String metric, long occurredAt, double value, String unit, String quality) {}

  record Enriched(
      String eventId, String tenant, String assetId, String assetPath, String deviceId, long receivedAt,
      List<EnrichedReading> readings) {}

  record Anomaly(String assetId, String metric, long occurredAt, double value, double expected, double score) {}

  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static <T> Serde<T> serde(Class<T> type) {
    ObjectReader reader = MAPPER.readerFor(type);
    ObjectWriter writer = MAPPER.writerFor(type);
    return Serdes.serdeFrom(
        (topic, value) -> {
          try {
            return value == null ? null : writer.writeValueAsBytes(value);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        (topic, bytes) -> {
          try {
            return bytes == null ? null : reader.readValue(bytes);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
