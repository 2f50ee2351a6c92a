import { describe, expect, test } from "vitest";
import { fromZonedInput, toZonedInput } from "./zoned-input";

const NEW_YORK = "America/New_York";

describe("a time typed in a zone", () => {
  test.each([
    { text: "2026-11-20T15:55", zone: NEW_YORK, utc: "2026-11-20T20:55:00.000Z" },
    { text: "2026-07-01T09:30", zone: NEW_YORK, utc: "2026-07-01T13:30:00.000Z" },
    { text: "2026-11-20T15:55", zone: "UTC", utc: "2026-11-20T15:55:00.000Z" },
    { text: "2026-11-20T15:55", zone: "Asia/Kolkata", utc: "2026-11-20T10:25:00.000Z" },
  ])("$text in $zone is $utc, and back", ({ text, zone, utc }) => {
    expect(fromZonedInput(text, zone)?.toISOString()).toBe(utc);
    expect(toZonedInput(new Date(utc), zone)).toBe(text);
  });

  test("an hour that the clocks skip moves on", () => {
    const at = fromZonedInput("2026-03-08T02:30", NEW_YORK);
    expect(at?.toISOString()).toBe("2026-03-08T07:30:00.000Z");
  });

  test("an hour that the clocks show twice is the first one", () => {
    const at = fromZonedInput("2026-11-01T01:30", NEW_YORK);
    expect(at?.toISOString()).toBe("2026-11-01T05:30:00.000Z");
  });

  test("what is no time is refused", () => {
    expect(fromZonedInput("", NEW_YORK)).toBeNull();
    expect(fromZonedInput("yesterday", NEW_YORK)).toBeNull();
  });
});
