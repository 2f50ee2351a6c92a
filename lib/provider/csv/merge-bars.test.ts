import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BarsFileFault } from "./bars-file";
import { mergeBars } from "./merge-bars";

let directory = "";
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "merge-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** A recording whose bars open at these minutes and all cost `price`. */
function record(name: string, price: number, minutes: readonly number[]): string {
  const rows = minutes.map((minute) => {
    const t = new Date(Date.UTC(2024, 0, 2, 14, minute)).toISOString().replace(".000", "");
    return `${t},${price},${price},${price},${price},1`;
  });
  const file = join(directory, name);
  writeFileSync(file, `${["t,open,high,low,close,volume", ...rows].join("\n")}\n`);
  return file;
}

async function read(files: readonly string[], batchSize: number): Promise<string[][]> {
  const batches: string[][] = [];
  for await (const batch of mergeBars(files, batchSize)) {
    batches.push(batch.map(({ t, close }) => `${new Date(t).getUTCMinutes()}=${close}`));
  }
  return batches;
}

test("recordings of different times follow each other, and a bar held twice comes from the first", async () => {
  const first = record("1m.2024-01.csv", 1, [10, 11, 12]);
  const second = record("1m.2024-02.csv", 2, [9, 11, 12, 13, 30]);

  const bars = ["9=2", "10=1", "11=1", "12=1", "13=2", "30=2"];
  expect(await read([first, second], 4)).toEqual([bars.slice(0, 4), bars.slice(4)]);
  expect((await read([first, second], 1)).flat()).toEqual(bars);
});

test("one recording is read as it is, none gives nothing", async () => {
  expect(await read([record("1d.csv", 3, [1, 2])], 10)).toEqual([["1=3", "2=3"]]);
  expect(await read([], 10)).toEqual([]);
});

test("a fault in any of them is told with its file", async () => {
  const good = record("1m.good.csv", 1, [1]);
  const bad = join(directory, "1m.bad.csv");
  writeFileSync(bad, "date\n");

  const error = await read([good, bad], 10).catch((caught: unknown) => caught);

  expect(error).toBeInstanceOf(BarsFileFault);
  expect(String(error)).toContain("1m.bad.csv, line 1");
});
