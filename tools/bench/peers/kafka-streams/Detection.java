import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** An exponentially weighted mean and variance for each series, in a cached in-memory store; far values are anomalies. */
final class Detection {
  private static final String STORE = "series";
  private static final double ALPHA = 0.02;
  private static final double FAR = 6;
  private static final long WARM_UP = 30;

  private Detection() {}

  static void build(StreamsBuilder builder, String input, String output) {
    var strings = Serdes.String();
    builder.addStateStore(
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), strings, Serdes.ByteArray())
            .withCachingEnabled());
    builder.stream(input, Consumed.with(strings, Json.serde(Json.Enriched.class)))
        .process(Detector::new, STORE)
        .to(output, Produced.with(strings, Json.serde(Json.Anomaly.class)));
  }

  private static final class Detector implements Processor<String, Json.Enriched, String, Json.Anomaly> {
    private ProcessorContext<String, Json.Anomaly> context;
    private KeyValueStore<String, byte[]> series;

    @Override
    public void init(ProcessorContext<String, Json.Anomaly> context) {
      this.context = context;
      this.series = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, Json.Enriched> record) {
      Json.Enriched message = record.value();
      for (Json.EnrichedReading reading : message.readings()) {
        String key = record.key() + "/" + reading.metric();
        byte[] bytes = series.get(key);
        ByteBuffer state = ByteBuffer.wrap(bytes == null ? new byte[24] : bytes);
        long count = state.getLong(0);
        double mean = count == 0 ? reading.value() : state.getDouble(8);
        double variance = state.getDouble(16);
        double distance = reading.value() - mean;
        double score = variance == 0 ? 0 : Math.abs(distance) / Math.sqrt(variance);
        if (count > WARM_UP && score > FAR) {
          var anomaly =
              new Json.Anomaly(message.assetId(), reading.metric(), reading.occurredAt(), reading.value(), mean, score);
          context.forward(record.withValue(anomaly));
        }
        byte[] next = new byte[24];
        ByteBuffer.wrap(next)
            .putLong(count + 1)
            .putDouble(mean + ALPHA * distance)
            .putDouble((1 - ALPHA) * (variance + ALPHA * distance * distance));
        series.put(key, next);
      }
    }
  }
}
