import { describe, expect, test } from "vitest";
import { badgedTitle, tabBadge } from "./tab-badge";

describe("the badge of the browser's tab", () => {
  test("counts the open alerts, and is not there when there are none", () => {
    expect(tabBadge({ openAlerts: 3, offline: false })?.prefix).toBe("(3)");
    expect(tabBadge({ openAlerts: 0, offline: false })).toBeNull();
  });

  test("a page that reaches nobody shows a question mark, not the last count", () => {
    expect(tabBadge({ openAlerts: 3, offline: true })?.prefix).toBe("(?)");
  });

  test("replaces the badge before it instead of adding to it", () => {
    const two = tabBadge({ openAlerts: 2, offline: false });
    expect(badgedTitle("Staleness · Candlewatch", two)).toBe("(2) Staleness · Candlewatch");
    expect(badgedTitle("(12) Staleness · Candlewatch", two)).toBe("(2) Staleness · Candlewatch");
    expect(badgedTitle("(?) Candlewatch", null)).toBe("Candlewatch");
  });
});
