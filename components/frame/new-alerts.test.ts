import { expect, test } from "vitest";
import { newAlerts } from "./new-alerts";

const alert = (id: number, since = "2026-11-20T15:00:00Z") => ({ id, firing_since: since });

test("what fires already when the page opens is not told, what comes after is told once", () => {
  const first = newAlerts(null, [alert(1)]);
  expect(first.fresh).toEqual([]);
  const second = newAlerts(first.told, [alert(1), alert(2)]);
  expect(second.fresh).toEqual([alert(2)]);
  expect(newAlerts(second.told, [alert(1), alert(2)]).fresh).toEqual([]);
});

test("an alert that fires again after it was quiet is told again", () => {
  const { told } = newAlerts(null, [alert(1)]);
  expect(newAlerts(told, [alert(1, "2026-11-20T18:00:00Z")]).fresh).toHaveLength(1);
});
