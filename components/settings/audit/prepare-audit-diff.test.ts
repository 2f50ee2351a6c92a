import { describe, expect, test } from "vitest";
import { auditDiff } from "./prepare-audit-diff";

describe("auditDiff", () => {
  test("lists only what differs, nested values by their path", () => {
    const before = { name: "Olaf", role: "viewer", limits: { minute: 5 } };
    const after = { name: "Olaf", role: "admin", limits: { minute: 10 } };
    expect(auditDiff(before, after)).toEqual([
      { key: "role", before: "viewer", after: "admin" },
      { key: "limits.minute", before: "5", after: "10" },
    ]);
  });

  test("what was not there before, or is not there after, is null on that side", () => {
    expect(auditDiff(null, { until: "2026-11-24" })).toEqual([
      { key: "until", before: null, after: "2026-11-24" },
    ]);
    expect(auditDiff({ until: "2026-11-24" }, null)).toEqual([
      { key: "until", before: "2026-11-24", after: null },
    ]);
  });

  test("long lists are cut, symbols told by name", () => {
    const after = Array.from({ length: 25 }, (_, index) => ({ symbol: `S${index}`, active: true }));
    expect(auditDiff(undefined, after)[0]?.after).toMatch(/^S0, S1, .*S19 and 5 more$/);
  });
});
