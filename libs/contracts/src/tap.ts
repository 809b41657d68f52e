/** avsc's cursor over a buffer: reads beyond the end move on and answer zeros; the caller checks at the end. */
export interface Tap {
  readonly buf: Buffer;
  pos: number;
  readLong(): number;
  writeLong(value: number): void;
  skipLong(): void;
  readString(): string | undefined;
  writeString(text: string): void;
}
