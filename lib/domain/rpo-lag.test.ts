import { expect, test } from "vitest";
import { shareRpoMinutes } from "./rpo-lag";

const MINUTE = 60_000;
const day = (time: string) => Date.parse(`2026-11-20T${time}Z`);

test("a stretch is cut at the slices, and a breach counts from the moment it began", () => {
  const shares = shareRpoMinutes(
    [
      { criticality: "critical", breachedFromMs: day("10:07:00") },
      { criticality: "critical", breachedFromMs: null },
      { criticality: "standard", breachedFromMs: day("09:00:00") },
    ],
    { fromMs: day("10:03:00"), toMs: day("10:11:00"), sliceMs: 5 * MINUTE },
  );

  expect(shares).toEqual([
    {
      criticality: "critical",
      startsMs: day("10:00:00"),
      seriesMinutes: 4,
      breachedMinutes: 0,
    },
    { criticality: "standard", startsMs: day("10:00:00"), seriesMinutes: 2, breachedMinutes: 2 },
    { criticality: "critical", startsMs: day("10:05:00"), seriesMinutes: 10, breachedMinutes: 3 },
    { criticality: "standard", startsMs: day("10:05:00"), seriesMinutes: 5, breachedMinutes: 5 },
    { criticality: "critical", startsMs: day("10:10:00"), seriesMinutes: 2, breachedMinutes: 1 },
    { criticality: "standard", startsMs: day("10:10:00"), seriesMinutes: 1, breachedMinutes: 1 },
  ]);
});

test("an empty stretch has no shares", () => {
  const series = [{ criticality: "critical" as const, breachedFromMs: null }];

  expect(shareRpoMinutes(series, { fromMs: 10, toMs: 10, sliceMs: 10 })).toEqual([]);
});
