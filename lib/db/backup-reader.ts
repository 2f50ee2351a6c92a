/** Takes a backup's text apart without holding it: single lines, and the rows of a table as chunks. */
import type { Readable } from "node:stream";

const NEWLINE = 10;
/** Ends a table: a line of its own. */
const TERMINATOR = Buffer.from("\\.\n");
const AFTER_ROW = Buffer.from("\n\\.\n");

export class BackupReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(input: Readable) {
    this.#chunks = (input as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** Without its newline; null at the end. */
  async line(): Promise<string | null> {
    for (;;) {
      const end = this.#rest.indexOf(NEWLINE);
      if (end !== -1) {
        const line = this.#rest.toString("utf8", 0, end);
        this.#rest = this.#rest.subarray(end + 1);
        return line;
      }
      if (!(await this.#more())) return null;
    }
  }

  /** The rows up to the end of the table, newlines included. Ends early where the file does. */
  async *rows(): AsyncGenerator<Buffer> {
    while (this.#rest.length < TERMINATOR.length && (await this.#more()));
    if (this.#rest.subarray(0, TERMINATOR.length).equals(TERMINATOR)) {
      this.#rest = this.#rest.subarray(TERMINATOR.length);
      return;
    }
    for (;;) {
      const end = this.#rest.indexOf(AFTER_ROW);
      if (end !== -1) {
        yield this.#rest.subarray(0, end + 1);
        this.#rest = this.#rest.subarray(end + AFTER_ROW.length);
        return;
      }
      // The terminator may be cut in two by the chunk's edge.
      const safe = Math.max(0, this.#rest.length - AFTER_ROW.length + 1);
      if (safe > 0) yield this.#rest.subarray(0, safe);
      this.#rest = this.#rest.subarray(safe);
      if (!(await this.#more())) return;
    }
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#chunks.next();
    if (done) return false;
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
    return true;
  }
}
