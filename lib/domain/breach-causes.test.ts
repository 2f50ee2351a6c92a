import { describe, expect, test } from "vitest";
import { type BreachStretch, type ReasonChange, shareBreachCauses } from "./breach-causes";

const ms = (clock: string) => Date.parse(`2026-11-20T${clock}:00Z`);
const window = { fromMs: ms("10:00"), toMs: ms("12:00") };
const breach = (changes: Partial<BreachStretch> = {}): BreachStretch => ({
  timeframe: "1h",
  startedMs: ms("10:30"),
  endedMs: ms("11:30"),
  reason: "rate_limited",
  ...changes,
});
const change = (clock: string, reason: ReasonChange["reason"]): ReasonChange => ({
  timeframe: "1h",
  changedMs: ms(clock),
  reason,
});

describe("shareBreachCauses", () => {
  test("without any breach no cause has a share", () => {
    expect(shareBreachCauses([], [change("10:00", "rate_limited")], window)).toEqual([]);
  });

  test("only what lies in the window counts, and what is under way counts to its end", () => {
    const long = breach({ startedMs: ms("09:00"), endedMs: null });
    expect(shareBreachCauses([long], [], window)).toEqual([
      { reason: "rate_limited", minutes: 120, breaches: 1, timeframes: ["1h"] },
    ]);
    const past = breach({ startedMs: ms("09:00"), endedMs: ms("09:30") });
    expect(shareBreachCauses([past], [], window)).toEqual([]);
  });

  test("a stretch is shared between the causes that followed each other in it, the longest first", () => {
    const changes = [change("10:40", "provider_5xx"), change("11:20", "rate_limited")];
    expect(shareBreachCauses([breach()], changes, window)).toEqual([
      { reason: "provider_5xx", minutes: 40, breaches: 1, timeframes: ["1h"] },
      { reason: "rate_limited", minutes: 20, breaches: 1, timeframes: ["1h"] },
    ]);
  });

  test("the cause that held when it began is taken from before, and another series' is not", () => {
    const changes = [
      change("10:10", "run_overdue"),
      { ...change("10:20", "paused"), timeframe: "1d" as const },
    ];
    expect(shareBreachCauses([breach()], changes, window)).toMatchObject([
      { reason: "run_overdue", minutes: 60 },
    ]);
  });

  test("a state without a cause leaves the one before in force", () => {
    const changes = [change("10:10", "run_overdue"), change("11:00", "not_due_market_closed")];
    expect(shareBreachCauses([breach()], changes, window)).toMatchObject([
      { reason: "run_overdue", minutes: 60 },
    ]);
  });

  test("two series at once count twice, one moment of one series once", () => {
    const overlapping = [
      breach(),
      breach({ startedMs: ms("11:00"), endedMs: ms("11:45") }),
      breach({ timeframe: "1d" }),
    ];
    expect(shareBreachCauses(overlapping, [], window)).toEqual([
      { reason: "rate_limited", minutes: 60 + 15 + 60, breaches: 3, timeframes: ["1h", "1d"] },
    ]);
  });
});
