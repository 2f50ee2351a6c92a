import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarFor, createCalendar } from "./calendar";
import { marketClock } from "./calendar-clock";
import {
  isOpen,
  nextCloseMs,
  nextOpenMs,
  sessionCount,
  sessionsBetween,
} from "./calendar-sessions";

const xnys = createCalendar();
const crypto = calendarFor(xnys, "crypto");
const at = (text: string) => Date.parse(text);
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

describe("isOpen", () => {
  test.each([
    { when: "2026-07-06T13:29:59Z", regular: false, extended: true },
    { when: "2026-07-06T13:30:00Z", regular: true, extended: true },
    { when: "2026-07-06T20:00:00Z", regular: false, extended: true },
    { when: "2026-07-07T00:00:00Z", regular: false, extended: false },
    { when: "2026-11-27T18:00:00Z", regular: false, extended: true },
    { when: "2026-11-27T22:00:00Z", regular: false, extended: false },
    { when: "2026-11-26T16:00:00Z", regular: false, extended: false },
    { when: "2026-01-07T00:59:59Z", regular: false, extended: true },
  ])("at $when regular hours are $regular, extended $extended", ({ when, regular, extended }) => {
    expect(isOpen(xnys, at(when))).toBe(regular);
    expect(isOpen(xnys, at(when), "extended")).toBe(extended);
  });

  test("crypto is always open", () => {
    expect(isOpen(crypto, at("2026-12-25T03:00:00Z"))).toBe(true);
  });
});

describe("next opening and close", () => {
  test("from a Wednesday before Thanksgiving they skip the holiday and end early on Friday", () => {
    const wednesdayEvening = at("2026-11-25T23:00:00Z");
    expect(iso(nextOpenMs(xnys, wednesdayEvening))).toBe("2026-11-27T14:30:00.000Z");
    expect(iso(nextCloseMs(xnys, wednesdayEvening))).toBe("2026-11-27T18:00:00.000Z");
  });

  test("the opening instant itself is not its own next opening", () => {
    expect(iso(nextOpenMs(xnys, at("2026-07-06T13:30:00Z")))).toBe("2026-07-07T13:30:00.000Z");
  });

  test("a market that never closes has neither", () => {
    expect(nextOpenMs(crypto, 0)).toBeNull();
    expect(nextCloseMs(crypto, 0)).toBeNull();
  });

  test("the market is closed until the next opening and open from then on", () => {
    const range = { min: at("2000-01-01T00:00:00Z"), max: at("2030-12-01T00:00:00Z") };
    fc.assert(
      fc.property(fc.integer(range), (ms) => {
        const open = nextOpenMs(xnys, ms)!;
        expect(isOpen(xnys, open)).toBe(true);
        expect(isOpen(xnys, open - 1)).toBe(false);
        const close = nextCloseMs(xnys, ms)!;
        expect(isOpen(xnys, close)).toBe(false);
        expect(isOpen(xnys, close - 1)).toBe(true);
      }),
    );
  });
});

test("counting sessions equals listing them, whatever the range", () => {
  const instant = fc.integer({ min: at("1997-01-01T00:00:00Z"), max: at("2042-01-01T00:00:00Z") });
  fc.assert(
    fc.property(instant, instant, (from, to) => {
      expect(sessionCount(xnys, from, to)).toBe(sessionsBetween(xnys, from, to).length);
    }),
  );
});

describe("marketClock", () => {
  test.each([
    { when: "2026-07-06T08:00:00Z", phase: "pre_market", until: "2026-07-06T13:30:00.000Z" },
    { when: "2026-07-06T15:00:00Z", phase: "open", until: "2026-07-06T20:00:00.000Z" },
    { when: "2026-07-06T21:00:00Z", phase: "after_hours", until: "2026-07-07T00:00:00.000Z" },
    { when: "2026-07-04T15:00:00Z", phase: "closed", until: "2026-07-06T08:00:00.000Z" },
  ])("at $when the phase is $phase until $until", ({ when, phase, until }) => {
    const clock = marketClock(xnys, at(when));
    expect(clock.phase).toBe(phase);
    expect(clock.until?.toISOString()).toBe(until);
  });

  test("it says why the market is closed or short", () => {
    expect(marketClock(xnys, at("2026-11-26T15:00:00Z")).reason).toBe("Thanksgiving");
    expect(marketClock(xnys, at("2026-11-28T15:00:00Z")).reason).toBe("Weekend");
    const shortDay = marketClock(xnys, at("2026-11-27T15:00:00Z"));
    expect(shortDay).toMatchObject({ earlyClose: true, reason: "Day after Thanksgiving" });
  });

  test("crypto is always open and names its UTC day", () => {
    expect(marketClock(crypto, at("2026-11-28T23:59:00Z"))).toMatchObject({
      phase: "always_open",
      day: "2026-11-28",
      until: null,
    });
  });
});
