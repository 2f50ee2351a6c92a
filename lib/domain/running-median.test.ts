import fc from "fast-check";
import { expect, test } from "vitest";
import { createRunningMedian, median } from "./running-median";

test.each([
  { values: [], middle: 0 },
  { values: [3], middle: 3 },
  { values: [9, 1], middle: 5 },
  { values: [9, 1, 2], middle: 2 },
])("the median of $values is $middle", ({ values, middle }) => {
  expect(median(values)).toBe(middle);
});

test("the running median is the median of the newest values, after every single one", () => {
  const values = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 60 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 20 }), (list, size) => {
      const running = createRunningMedian(size);
      list.forEach((value, index) => {
        running.add(value);
        expect(running.value()).toBe(median(list.slice(Math.max(0, index + 1 - size), index + 1)));
      });
      expect(running.count()).toBe(Math.min(size, list.length));
    }),
  );
});
