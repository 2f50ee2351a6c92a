import { describe, expect, test } from "vitest";
import { freshDatabase } from "@/lib/views/testing/fresh-database";
import { openFetch, selectStream, updateStreamStored } from "./streams";

const database = freshDatabase();
const key = { symbol: "AAPL", timeframe: "1m" } as const;
const at = (text: string) => Date.parse(text);
const now = new Date("2026-06-05T18:00:00Z");

const ask = (from: string, to: string) =>
  openFetch(database.db, {
    ...key,
    executionId: null,
    ranges: [{ fromMs: at(from), toMs: at(to) }],
    now,
  });
const answer = (
  from: string,
  to: string,
  first: string | null,
  clippedHead: string | null = null,
) =>
  updateStreamStored(database.db, {
    ...key,
    answered: { fromMs: at(from), toMs: at(to) },
    written: [],
    firstMs: first === null ? null : at(first),
    lastMs: first === null ? null : at(to) - 60_000,
    answeredThroughMs: at(to),
    clippedHeadMs: clippedHead === null ? null : at(clippedHead),
    now,
  });
const planEarliest = async () =>
  (await selectStream(database.db, key))?.planEarliest?.toISOString();

describe("where the vendor's plan begins", () => {
  test("empty chunks before the first bar say so, even where no single chunk begins late", async () => {
    await ask("2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z");
    await answer("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z", null);
    expect(await planEarliest()).toBeUndefined();
    await answer("2026-04-01T00:00:00Z", "2026-06-01T00:00:00Z", "2026-04-02T13:30:00Z");
    expect(await planEarliest()).toBe("2026-04-02T13:30:00.000Z");
  });

  test("newest chunks first, it is known only when the head was answered too", async () => {
    await ask("2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z");
    await answer("2026-04-01T00:00:00Z", "2026-06-01T00:00:00Z", "2026-04-02T13:30:00Z");
    expect(await planEarliest()).toBeUndefined();
    await answer("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z", null);
    await answer("2026-05-31T00:00:00Z", "2026-06-01T00:00:00Z", "2026-05-31T13:30:00Z");
    expect(await planEarliest()).toBe("2026-04-02T13:30:00.000Z");
  });

  test("a hole of weeks in the middle of the history is a gap, not the plan's beginning", async () => {
    await ask("2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z");
    await answer("2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z", "2026-01-02T14:30:00Z");
    await answer(
      "2026-03-01T00:00:00Z",
      "2026-06-01T00:00:00Z",
      "2026-04-15T13:30:00Z",
      "2026-04-15T13:30:00Z",
    );
    expect(await planEarliest()).toBeUndefined();
  });

  test("a plan that reaches further back moves it", async () => {
    await ask("2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z");
    await answer(
      "2026-01-01T00:00:00Z",
      "2026-06-01T00:00:00Z",
      "2026-04-02T13:30:00Z",
      "2026-04-02T13:30:00Z",
    );
    expect(await planEarliest()).toBe("2026-04-02T13:30:00.000Z");
    await answer("2026-01-01T00:00:00Z", "2026-06-01T00:00:00Z", "2026-01-02T14:30:00Z");
    expect(await planEarliest()).toBe("2026-01-02T14:30:00.000Z");
  });
});
