/** Reads one CSV file of bars strictly, in batches: a file that is not as it should be is refused with its line, never half-believed. */
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import type { Bar } from "@/lib/domain/bar";

const BARS_HEADER = "t,open,high,low,close,volume";

/** What is wrong with a file, and where. `line` is 1-based; the header is line 1. */
export class BarsFileFault extends Error {
  readonly file: string;
  readonly line: number;
  readonly field: string;

  constructor(
    where: { file: string; line: number; field: string },
    problem: string,
    cause?: unknown,
  ) {
    super(`${where.file}, line ${where.line}: ${problem}`, { cause });
    this.name = "BarsFileFault";
    this.file = where.file;
    this.line = where.line;
    this.field = where.field;
  }
}

const COLUMNS = ["open", "high", "low", "close", "volume"] as const;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/;

/** @throws BarsFileFault naming file and line; batches yielded before it are good */
export async function* readBarBatches(file: string, batchSize: number): AsyncGenerator<Bar[]> {
  const at = { line: 0 };
  let lastT = Number.NEGATIVE_INFINITY;
  let batch: Bar[] = [];

  for await (const lines of readLineBlocks(file, at)) {
    for (const text of lines) {
      at.line += 1;
      if (at.line === 1) {
        checkHeader(file, text);
        continue;
      }
      const bar = parseBar(file, at.line, text);
      checkOrder(file, at.line, bar, lastT);
      lastT = bar.t;
      batch.push(bar);
      if (batch.length >= batchSize) {
        yield batch;
        batch = [];
      }
    }
  }
  if (at.line === 0) checkHeader(file, "");
  if (batch.length > 0) yield batch;
}

function checkOrder(file: string, line: number, bar: Bar, lastT: number): void {
  if (bar.t > lastT) return;
  const at = new Date(bar.t).toISOString();
  throw new BarsFileFault(
    { file, line, field: "t" },
    `t must increase, but ${at} follows ${new Date(lastT).toISOString()}`,
  );
}

function checkHeader(file: string, text: string): void {
  if (text.replace(/^\uFEFF/, "") === BARS_HEADER) return;
  throw new BarsFileFault(
    { file, line: 1, field: "header" },
    `the header must be "${BARS_HEADER}", not "${text.slice(0, 80)}"`,
  );
}

function parseBar(file: string, line: number, text: string): Bar {
  const cells = text.split(",");
  if (cells.length !== 6) {
    throw new BarsFileFault(
      { file, line, field: "row" },
      `6 columns are needed, ${cells.length} found: "${text.slice(0, 80)}"`,
    );
  }
  const value = (index: number): number => {
    const cell = cells[index] ?? "";
    const number = NUMBER.test(cell) ? Number(cell) : Number.NaN;
    if (Number.isFinite(number)) return number;
    const field = COLUMNS[index - 1] ?? "row";
    throw new BarsFileFault({ file, line, field }, `${field} must be a number, not "${cell}"`);
  };
  return {
    t: parseInstant(file, line, cells[0] ?? ""),
    open: value(1),
    high: value(2),
    low: value(3),
    close: value(4),
    volume: value(5),
  };
}

function parseInstant(file: string, line: number, cell: string): number {
  const ms = INSTANT.test(cell) ? Date.parse(cell) : Number.NaN;
  // Date.parse takes February 30 for March 2.
  if (!Number.isNaN(ms) && new Date(ms).getUTCDate() === Number(cell.slice(8, 10))) return ms;
  throw new BarsFileFault(
    { file, line, field: "t" },
    `t must be an instant like 2024-01-02T14:30:00Z, not "${cell}"`,
  );
}

/** Lines as they come, a block at a time: one await for thousands of lines, not for each. `at` names the last line read. */
async function* readLineBlocks(file: string, at: { line: number }): AsyncGenerator<string[]> {
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  try {
    for await (const chunk of openStream(file)) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      yield lines.map((text) => (text.endsWith("\r") ? text.slice(0, -1) : text));
    }
  } catch (error) {
    if (error instanceof BarsFileFault) throw error;
    const problem = `the file can't be read on: ${error instanceof Error ? error.message : String(error)}`;
    throw new BarsFileFault({ file, line: at.line + 1, field: "file" }, problem, error);
  }
  if (rest === "") return;
  throw new BarsFileFault(
    { file, line: at.line + 1, field: "file" },
    `the last line "${rest.slice(0, 80)}" has no line end: the file looks cut off (end it with a newline if it is whole)`,
  );
}

function openStream(file: string): AsyncIterable<Uint8Array> {
  const source = createReadStream(file);
  if (!file.endsWith(".gz")) return source;
  const unzipped = createGunzip();
  source.on("error", (error) => unzipped.destroy(error));
  unzipped.on("close", () => source.destroy());
  return source.pipe(unzipped);
}
