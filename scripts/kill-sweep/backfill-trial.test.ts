import { expect, test, vi } from "vitest";
import { backfillOnTwo, judgeBackfill } from "./backfill-trial";

vi.setConfig({ testTimeout: 180_000 });

test("a backfill on two engines ends as if nothing had happened when one of them is killed: every job, tick, step and alert once", async () => {
  const place = {
    serverUrl: process.env.TEST_DATABASE_URL ?? "",
    template: process.env.TEST_DATABASE_TEMPLATE ?? "",
  };
  const undisturbed = await backfillOnTwo(place, null);
  const disturbed = await backfillOnTwo(place, 10);

  expect(undisturbed.notices).toHaveLength(2);
  expect(undisturbed.counts.size).toBeGreaterThan(40);
  expect(disturbed.underWay).toBeGreaterThan(0);
  expect(judgeBackfill(undisturbed, disturbed)).toEqual({ kills: 1, lost: 0, repeated: 0 });
});
