import { isDeviceId, isMetric } from '../names.ts';

/** Objects list keys that look like array indexes first, whatever the order in the text (ECMA-262 §10.1.11). */
const MOVES_TO_THE_FRONT = /^\d+$/;

/** The name of a device or metric, judged once: every later message with the same bytes gets the same object. */
export class Name {
  readonly text: string;
  /** The text in UTF-8. */
  readonly bytes: Uint8Array;
  /** Of its bytes; see `NameTable`. */
  readonly hash: number;
  readonly isMetric: boolean;
  readonly isDeviceId: boolean;
  /** Whether `JSON.parse` keeps it as a member of an object, in the place where it stands in the text. */
  readonly isPlainKey: boolean;
  /** The `NameTable.stamp()` of the object that it was last met in as a key. */
  stamp = 0;
  /** The name that was met after it, the last time. */
  next: Name | undefined = undefined;

  constructor(text: string, bytes: Uint8Array, hash: number) {
    this.text = text;
    this.bytes = bytes;
    this.hash = hash;
    this.isMetric = isMetric(text);
    this.isDeviceId = isDeviceId(text);
    this.isPlainKey = text !== '__proto__' && !MOVES_TO_THE_FRONT.test(text);
  }
}
