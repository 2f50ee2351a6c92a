import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarFor, createCalendar } from "./calendar";
import { afterOpenMs, openMsBetween } from "./market-time";

const exchange = createCalendar();
const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text);

describe("openMsBetween", () => {
  test.each([
    {
      from: "2026-11-20T14:30:00Z",
      to: "2026-11-20T21:00:00Z",
      hours: 6.5,
      what: "a full session",
    },
    { from: "2026-11-20T20:00:00Z", to: "2026-11-23T15:30:00Z", hours: 2, what: "over a weekend" },
    {
      from: "2026-11-25T20:00:00Z",
      to: "2026-11-28T12:00:00Z",
      hours: 4.5,
      what: "Thanksgiving and the half day",
    },
    { from: "2026-11-21T00:00:00Z", to: "2026-11-22T23:00:00Z", hours: 0, what: "a weekend" },
  ])("$what is $hours open hours", ({ from, to, hours }) => {
    expect(openMsBetween(exchange, at(from), at(to))).toBe(hours * HOUR);
  });

  test("round the clock every hour counts", () => {
    const from = at("2026-11-21T00:00:00Z");
    expect(openMsBetween(calendarFor(exchange, "crypto"), from, from + 48 * HOUR)).toBe(48 * HOUR);
  });

  test("open time adds up however a range is cut", () => {
    const instant = fc.integer({
      min: at("2015-01-01T00:00:00Z"),
      max: at("2027-12-31T00:00:00Z"),
    });
    fc.assert(
      fc.property(
        instant,
        fc.array(fc.integer({ min: 0, max: 90 * 24 * HOUR }), { minLength: 2, maxLength: 2 }),
        (from, [one = 0, two = 0]) => {
          const middle = from + one;
          const to = middle + two;
          expect(openMsBetween(exchange, from, middle) + openMsBetween(exchange, middle, to)).toBe(
            openMsBetween(exchange, from, to),
          );
        },
      ),
    );
  });
});

describe("afterOpenMs", () => {
  test("is the way back of openMsBetween", () => {
    const instant = fc.integer({
      min: at("2015-01-01T00:00:00Z"),
      max: at("2027-06-30T00:00:00Z"),
    });
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 200 * HOUR }), (from, open) => {
        const end = afterOpenMs(exchange, from, open);
        expect(end).not.toBeNull();
        expect(openMsBetween(exchange, from, end ?? 0)).toBe(open);
      }),
    );
  });

  test("an hour after Friday's last half hour is on Monday", () => {
    expect(afterOpenMs(exchange, at("2026-11-20T20:30:00Z"), HOUR)).toBe(
      at("2026-11-23T15:00:00Z"),
    );
  });

  test("past the end of the calendar there is no instant", () => {
    expect(afterOpenMs(exchange, at("2090-01-01T00:00:00Z"), 1e15)).toBeNull();
  });
});
