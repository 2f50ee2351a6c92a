import { expect, test } from "vitest";
import { cycleSeconds, nextWallView } from "./wall-views";

test("the round comes back to its beginning and keeps its pace", () => {
  const seen = ["/"];
  for (let step = 0; step < 4; step += 1) {
    const next = new URL(nextWallView(seen.at(-1) ?? "/", 20), "http://localhost");
    expect(next.search).toBe("?kiosk=1&cycle=20");
    seen.push(next.pathname);
  }
  expect(seen).toEqual(["/", "/staleness", "/executions", "/alerts", "/"]);
});

test("a page that is not of the round leads to its beginning", () => {
  expect(nextWallView("/symbols", 30)).toBe("/?kiosk=1&cycle=30");
});

test.each([
  [null, null],
  ["", null],
  ["soon", null],
  ["-3", null],
  ["1", 5],
  ["30", 30],
  ["9999", 3_600],
])("cycle=%s is a change every %s seconds", (text, seconds) => {
  expect(cycleSeconds(text)).toBe(seconds);
});
