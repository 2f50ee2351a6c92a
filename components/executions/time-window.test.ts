import { describe, expect, test } from "vitest";
import { windowStart } from "./time-window";

const start = (window: Parameters<typeof windowStart>[0], now: string) =>
  windowStart(window, Date.parse(now)).toISOString();

describe("windowStart", () => {
  test("a rolling window begins on a full five minutes", () => {
    expect(start("24h", "2026-11-24T15:03:41Z")).toBe("2026-11-23T15:00:00.000Z");
  });

  test.each([
    { when: "during trading", now: "2026-11-24T15:00:00Z", session: "2026-11-24T09:00:00.000Z" },
    { when: "on Sunday", now: "2026-11-22T12:00:00Z", session: "2026-11-20T09:00:00.000Z" },
    { when: "on Thanksgiving", now: "2026-11-26T18:00:00Z", session: "2026-11-25T09:00:00.000Z" },
  ])("this session $when is the one that last began", ({ now, session }) => {
    expect(start("session", now)).toBe(session);
  });

  test("since last close skips the weekend, and ends early on a half day", () => {
    expect(start("since_close", "2026-11-23T14:00:00Z")).toBe("2026-11-20T21:00:00.000Z");
    expect(start("since_close", "2026-11-28T12:00:00Z")).toBe("2026-11-27T18:00:00.000Z");
  });
});
