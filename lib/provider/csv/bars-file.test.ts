import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Bar } from "@/lib/domain/bar";
import { BarsFileFault, readBarBatches } from "./bars-file";

const HEADER = "t,open,high,low,close,volume";
const ROW_1 = "2024-01-02T14:30:00Z,185.1,185.9,184.35,185.64,82488674.25";
const ROW_2 = "2024-01-02T14:31:00Z,1e-7,2,0.5,1.5,0";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "candlewatch-csv-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function readAll(content: string | Buffer, name = "1m.csv"): Promise<Bar[]> {
  const file = join(folder, name);
  await writeFile(file, content);
  const bars: Bar[] = [];
  for await (const batch of readBarBatches(file, 2)) bars.push(...batch);
  return bars;
}

const lines = (...rows: string[]) => `${[HEADER, ...rows].join("\n")}\n`;

const TRUE_BARS: Bar[] = [
  {
    t: Date.UTC(2024, 0, 2, 14, 30),
    open: 185.1,
    high: 185.9,
    low: 184.35,
    close: 185.64,
    volume: 82488674.25,
  },
  { t: Date.UTC(2024, 0, 2, 14, 31), open: 1e-7, high: 2, low: 0.5, close: 1.5, volume: 0 },
];

test("every number is read to its last digit, plain or compressed, with either line end", async () => {
  const text = lines(ROW_1, ROW_2);

  expect(await readAll(text)).toEqual(TRUE_BARS);
  expect(await readAll(text.replaceAll("\n", "\r\n"))).toEqual(TRUE_BARS);
  expect(await readAll(gzipSync(text), "1m.csv.gz")).toEqual(TRUE_BARS);
});

test("a file with a header only has no bars", async () => {
  expect(await readAll(lines())).toEqual([]);
});

test.each([
  {
    what: "an empty file",
    text: "",
    line: 1,
    says: /the header must be "t,open,high,low,close,volume"/,
  },
  { what: "another header", text: "date,open\n", line: 1, says: /not "date,open"/ },
  {
    what: "a missing column",
    text: lines(ROW_1, "2024-01-02T14:31:00Z,1,2,0.5,1.5"),
    line: 3,
    says: /6 columns are needed, 5 found/,
  },
  {
    what: "a word for a price",
    text: lines(ROW_1, "2024-01-02T14:31:00Z,1,high,0.5,1.5,3"),
    line: 3,
    says: /high must be a number, not "high"/,
  },
  {
    what: "an empty volume",
    text: lines("2024-01-02T14:31:00Z,1,2,0.5,1.5,"),
    line: 2,
    says: /volume must be a number, not ""/,
  },
  {
    what: "NaN",
    text: lines("2024-01-02T14:31:00Z,NaN,2,0.5,1.5,1"),
    line: 2,
    says: /open must be a number, not "NaN"/,
  },
  {
    what: "a number too large",
    text: lines("2024-01-02T14:31:00Z,1e999,2,0.5,1.5,1"),
    line: 2,
    says: /open must be a number/,
  },
  {
    what: "a time without a zone",
    text: lines("2024-01-02 14:31,1,2,0.5,1.5,1"),
    line: 2,
    says: /t must be an instant like/,
  },
  {
    what: "a day that is none",
    text: lines("2024-02-30T14:31:00Z,1,2,0.5,1.5,1"),
    line: 2,
    says: /not "2024-02-30T14:31:00Z"/,
  },
  { what: "a bar given twice", text: lines(ROW_1, ROW_1), line: 3, says: /t must increase/ },
  {
    what: "bars out of order",
    text: lines(ROW_2, ROW_1),
    line: 3,
    says: /2024-01-02T14:30:00.000Z follows 2024-01-02T14:31/,
  },
  {
    what: "a blank line in the middle",
    text: lines(ROW_1, "", ROW_2),
    line: 3,
    says: /6 columns are needed, 1 found/,
  },
  {
    what: "a file cut in a number",
    text: `${lines(ROW_1)}2024-01-02T14:31:00Z,1,2,0.5,1.5,33`,
    line: 3,
    says: /no line end: the file looks cut off/,
  },
])("$what is refused with file and line", async ({ text, line, says }) => {
  const error = await readAll(text).catch((caught: unknown) => caught);

  expect(error).toBeInstanceOf(BarsFileFault);
  expect(error).toMatchObject({ line, message: expect.stringMatching(says) });
  expect((error as Error).message).toContain(`1m.csv, line ${line}: `);
});

test("a compressed file cut in half is refused with the line it was read to", async () => {
  const rows = Array.from({ length: 5_000 }, (_, index) => {
    const t = new Date(Date.UTC(2024, 0, 2) + index * 60_000).toISOString().replace(".000", "");
    return `${t},1.${index},2,0.5,1.5,${index}`;
  });
  const whole = gzipSync(lines(...rows));

  const error = await readAll(whole.subarray(0, whole.length / 2), "1m.csv.gz").catch(
    (caught: unknown) => caught,
  );

  expect(error).toBeInstanceOf(BarsFileFault);
  expect((error as BarsFileFault).line).toBeGreaterThan(1);
  expect((error as Error).message).toMatch(/the file can't be read on: unexpected end of file/);
});

test("a file that is not there is refused by name", async () => {
  const reading = readBarBatches(join(folder, "gone.csv.gz"), 10).next();

  await expect(reading).rejects.toThrow(/gone.csv.gz, line 1: .*ENOENT/);
});
