/** Rows as PostgreSQL's binary COPY reads them: no number becomes text on the way, here or there. */

const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const TRAILER = -1;
const NULL_LENGTH = -1;
/** PostgreSQL counts microseconds from here. */
const POSTGRES_EPOCH_MS = Date.UTC(2000, 0, 1);
const HIGH_WORD = 2 ** 32;

export class BinaryRows {
  #buffer: Buffer;
  #at: number;

  /** `expectedBytes` of all rows: a good guess saves copying. */
  constructor(expectedBytes: number) {
    this.#buffer = Buffer.allocUnsafe(SIGNATURE.length + expectedBytes + 64);
    this.#at = SIGNATURE.copy(this.#buffer);
  }

  /** Begins a row of so many fields; exactly as many calls of the methods below must follow. */
  begin(fields: number): void {
    this.#reserve(2);
    this.#at = this.#buffer.writeInt16BE(fields, this.#at);
  }

  /** NaN becomes NULL, as everywhere between columns and tables. */
  int2(value: number): void {
    if (Number.isNaN(value)) this.null();
    else {
      this.#length(2);
      this.#at = this.#buffer.writeInt16BE(value, this.#at);
    }
  }

  int4(value: number): void {
    this.#length(4);
    this.#at = this.#buffer.writeInt32BE(value, this.#at);
  }

  /** NaN becomes NULL. */
  float8(value: number): void {
    if (Number.isNaN(value)) this.null();
    else {
      this.#length(8);
      this.#at = this.#buffer.writeDoubleBE(value, this.#at);
    }
  }

  /** `timestamptz` from ms since 1970. */
  instant(ms: number): void {
    this.#length(8);
    const microseconds = Math.round((ms - POSTGRES_EPOCH_MS) * 1000);
    const high = Math.floor(microseconds / HIGH_WORD);
    this.#at = this.#buffer.writeInt32BE(high, this.#at);
    this.#at = this.#buffer.writeUInt32BE(microseconds - high * HIGH_WORD, this.#at);
  }

  /** Text whose bytes are known, as the words of a closed vocabulary are; undefined becomes NULL. */
  bytes(value: Buffer | undefined): void {
    if (value === undefined) this.null();
    else {
      this.#length(value.length);
      this.#at += value.copy(this.#buffer, this.#at);
    }
  }

  null(): void {
    this.#reserve(4);
    this.#at = this.#buffer.writeInt32BE(NULL_LENGTH, this.#at);
  }

  /** The whole of it; nothing may be added afterwards. */
  end(): Buffer {
    this.#reserve(2);
    this.#at = this.#buffer.writeInt16BE(TRAILER, this.#at);
    return this.#buffer.subarray(0, this.#at);
  }

  #length(bytes: number): void {
    this.#reserve(4 + bytes);
    this.#at = this.#buffer.writeInt32BE(bytes, this.#at);
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(this.#buffer.length * 2 + bytes);
    this.#buffer.copy(larger, 0, 0, this.#at);
    this.#buffer = larger;
  }
}
