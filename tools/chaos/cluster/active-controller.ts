import { askBroker } from './ask-broker.ts';
import { Bytes } from './bytes.ts';

const DESCRIBE_QUORUM = 55;
const TOPIC = '__cluster_metadata';

/** Node id of the active controller: the leader of the metadata log (DescribeQuorum, version 0, KIP-595). */
export async function activeController(port: number): Promise<number> {
  const head = Buffer.alloc(11);
  head.writeInt16BE(DESCRIBE_QUORUM, 0);
  head.writeInt16BE(0, 2);
  head.writeInt32BE(1, 4);
  head.writeInt16BE(-1, 8); // no client id; then no tags
  // One topic, one partition: lengths are one more, and each structure ends with its (absent) tags.
  const body = Buffer.concat([
    Buffer.from([2, TOPIC.length + 1]),
    Buffer.from(TOPIC),
    Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]),
  ]);
  const answer = new Bytes(await askBroker(port, Buffer.concat([head, body])));
  answer.uvarint(); // tags of the header
  const error = answer.int16();
  if (error !== 0) throw new Error(`DescribeQuorum answered error code ${error}`);
  answer.uvarint();
  answer.compactText();
  answer.uvarint();
  answer.int32();
  const partitionError = answer.int16();
  if (partitionError !== 0) throw new Error(`DescribeQuorum answered error code ${partitionError} for ${TOPIC}`);
  return answer.int32();
}
