import { expect, test } from "vitest";
import { loadCalendarOverrides, parseCalendarOverrides } from "./calendar-overrides";

test("the shipped file is valid", () => {
  expect(loadCalendarOverrides()).toEqual([]);
});

test("an early close is read as minutes after midnight in New York", () => {
  const text =
    'overrides:\n  - { date: 2026-07-13, kind: early_close, close: "13:30", reason: Storm }\n';

  expect(parseCalendarOverrides(text, "c.yaml")).toEqual([
    { date: "2026-07-13", kind: "early_close", closeMinuteEt: 810, reason: "Storm" },
  ]);
});

test.each([
  {
    row: "{ date: 2026-07-10, kind: shut, reason: x }",
    says: /c\.yaml:2: overrides\.0\.kind is "shut"; allowed: closed/,
  },
  {
    row: "{ date: 2026-07-11, kind: closed, reason: x }",
    says: /c\.yaml:2: .*2026-07-11 is a weekend day/,
  },
  { row: "{ date: 2026-07-10, kind: closed }", says: /reason is missing/ },
])("$row is refused with its line", ({ row, says }) => {
  expect(() => parseCalendarOverrides(`overrides:\n  - ${row}\n`, "c.yaml")).toThrow(says);
});
