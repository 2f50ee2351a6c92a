import { describe, expect, test } from "vitest";
import { jobRow } from "@/components/executions/testing/rows";
import { prepareTrace, segmentsOf, steerWindow } from "./prepare-trace";

const startedMs = Date.parse("2026-11-23T12:00:00.000Z");
const nowMs = Date.parse("2026-11-23T12:10:00.000Z");
const at = (second: number) => new Date(startedMs + second * 1_000).toISOString();

describe("segmentsOf", () => {
  test("splits a job into queue, wait, fetch, insert and compute, back to back", () => {
    expect(
      segmentsOf(jobRow(), nowMs).map(({ phase, fromMs, toMs }) => [phase, toMs - fromMs]),
    ).toEqual([
      ["queued", 10_000],
      ["wait", 1_000],
      ["fetch", 2_000],
      ["insert", 600],
      ["compute", 400],
    ]);
  });

  test("parts that add up to more than the job lasted are scaled into it", () => {
    const segments = segmentsOf(jobRow({ fetch_ms: 60_000 }), nowMs);
    expect(segments.at(-1)?.toMs).toBeCloseTo(Date.parse(jobRow().completed_at ?? ""), 3);
  });

  test("time that nothing accounts for is shown as other", () => {
    const segments = segmentsOf(jobRow({ fetch_ms: 500 }), nowMs);
    expect(segments.at(-1)).toMatchObject({ phase: "other" });
  });

  test("a queued job waits until now", () => {
    const job = jobRow({ status: "pending", started_at: null, completed_at: null });
    expect(segmentsOf(job, nowMs)).toEqual([{ phase: "queued", fromMs: startedMs, toMs: nowMs }]);
  });
});

describe("prepareTrace", () => {
  test("a job three times slower than the median of its timeframe is marked", () => {
    const jobs = [4, 4, 4, 13].map((duration_seconds, id) =>
      jobRow({ id, symbol: `S${id}`, duration_seconds }),
    );
    const slow = prepareTrace(jobs, startedMs, nowMs).bars.filter((bar) => bar.slow);
    expect(slow.map(({ job }) => job.id)).toEqual([3]);
  });

  test("the critical chain leads from the last end back through what it waited for", () => {
    const jobs = [
      jobRow({ id: 1, started_at: at(0), completed_at: at(10) }),
      jobRow({ id: 2, started_at: at(0), completed_at: at(4) }),
      jobRow({ id: 3, started_at: at(10.5), completed_at: at(20) }),
    ];
    const critical = prepareTrace(jobs, startedMs, nowMs).bars.filter((bar) => bar.critical);
    expect(critical.map(({ job }) => job.id)).toEqual([1, 3]);
  });

  test("jobs that have not started come last", () => {
    const jobs = [jobRow({ id: 1, started_at: null, completed_at: null }), jobRow({ id: 2 })];
    expect(prepareTrace(jobs, startedMs, nowMs).bars.map(({ job }) => job.id)).toEqual([2, 1]);
  });

  test("without jobs there is still an axis", () => {
    const trace = prepareTrace([], startedMs, nowMs);
    expect(trace.bars).toEqual([]);
    expect(trace.toMs).toBeGreaterThan(trace.fromMs);
  });
});

describe("steerWindow", () => {
  const whole = { fromMs: 0, toMs: 1_000 };

  test("plus keeps the middle", () => {
    expect(steerWindow("+", whole, whole)).toEqual({ fromMs: 200, toMs: 800 });
  });

  test("minus ends at the whole", () => {
    expect(steerWindow("-", { fromMs: 300, toMs: 950 }, whole)).toEqual(whole);
  });

  test("an arrow stops at the edge and keeps the width", () => {
    expect(steerWindow("ArrowLeft", { fromMs: 20, toMs: 220 }, whole)).toEqual({
      fromMs: 0,
      toMs: 200,
    });
  });

  test("other keys are left to the page", () => {
    expect(steerWindow("j", whole, whole)).toBeNull();
  });
});
