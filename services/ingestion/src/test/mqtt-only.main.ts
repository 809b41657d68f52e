import { Codecs } from '@millrace/contracts';
import { DEFAULT_RULES } from '@millrace/domain';
import { createLogger, kafkaConnection, loadSettings } from '@millrace/platform';
import { AppendProducer } from '@millrace/streaming';
import { settingsSchema } from '../config.ts';
import { EventLog } from '../event-log.ts';
import { FrontDoorLedger } from '../ledger/front-door-ledger.ts';
import { JsonMessages } from '../mqtt/json-messages.ts';
import { MqttDoor } from '../mqtt/mqtt-door.ts';
import { Pipeline } from '../pipeline.ts';
import { openDoors } from '../pressure/doors.ts';
import { SparkplugStore } from '../sparkplug/sparkplug-store.ts';

/** The MQTT half of the service as a process of its own, for a test to kill. It needs no build: nothing here is decorated. */
const settings = loadSettings(settingsSchema);
const logger = createLogger({ service: 'mqtt-only', level: settings.LOG_LEVEL });
const codecs = await Codecs.connect({ registryUrl: settings.SCHEMA_REGISTRY_URL, autoRegister: true });
const producer = await AppendProducer.connect(kafkaConnection(settings, 'mqtt-only'), { service: 'mqtt-only', logger });
const ledger = new FrontDoorLedger(codecs);
const log = new EventLog(codecs, producer, ledger);
const pipeline = new Pipeline(log, DEFAULT_RULES);
const parts = { store: new SparkplugStore(log), pipeline, ledger, rules: DEFAULT_RULES };
new MqttDoor(settings, openDoors(settings), new JsonMessages(pipeline, logger), parts, logger, {
  add: () => undefined,
});
process.send?.('started');
