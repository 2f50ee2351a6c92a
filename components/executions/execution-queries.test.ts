import { describe, expect, test } from "vitest";
import { loadExecutionFilters } from "./execution-filters";
import { historyQueryOf, statsQueryOf } from "./execution-queries";

const now = Date.parse("2026-11-24T15:03:00Z");
const filtersOf = (search: string) => loadExecutionFilters(new URLSearchParams(search));

describe("the questions of the executions page", () => {
  test("without anything in the URL, the last 24 hours are shown", () => {
    expect(historyQueryOf(filtersOf(""), now)).toEqual({
      from: "2026-11-23T15:00:00.000Z",
      limit: 50,
    });
  });

  test("filters are asked of the server as comma lists", () => {
    expect(historyQueryOf(filtersOf("status=failed,running&trigger=rerun"), now)).toMatchObject({
      status: "failed,running",
      trigger: "rerun",
    });
  });

  test("a dragged stretch narrows the table and leaves the chart's window whole", () => {
    const filters = filtersOf("from=2026-11-24T09:00:00.000Z&to=2026-11-24T10:00:00.000Z");
    expect(historyQueryOf(filters, now)).toMatchObject({
      from: "2026-11-24T09:00:00.000Z",
      to: "2026-11-24T10:00:00.000Z",
    });
    expect(statsQueryOf(filters, now).from).toBe("2026-11-23T15:00:00.000Z");
  });

  test("a shared link to an older stretch shows that stretch in the chart too", () => {
    const filters = filtersOf("from=2026-10-01T09:00:00.000Z&to=2026-10-01T10:00:00.000Z");
    expect(statsQueryOf(filters, now)).toMatchObject({
      from: "2026-10-01T09:00:00.000Z",
      to: "2026-10-01T10:00:00.000Z",
    });
  });

  test("the question stays the same for five minutes, so that polling patches and does not restart", () => {
    expect(statsQueryOf(filtersOf(""), now + 60_000)).toEqual(statsQueryOf(filtersOf(""), now));
  });

  test("a value that no vocabulary knows is ignored", () => {
    expect(historyQueryOf(filtersOf("status=exploded&window=1y"), now)).toEqual({
      from: "2026-11-23T15:00:00.000Z",
      limit: 50,
    });
  });
});
