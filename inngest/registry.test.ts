import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lab, openLab } from "@/lib/pipeline/testing/lab";
import { askForFunctions } from "./embedded/protocol/registration";
import { createHandler } from "./registry";

let lab: Lab;

beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

test("a server that can't be told that schedules are off is given none, but for the one that delivers notices", async () => {
  const deps = { ...lab.deps, isScheduleOn: false };
  const scheduled = async (hasSchedules: boolean) => {
    const { functions } = await askForFunctions(createHandler(deps, { hasSchedules }));
    return functions.filter((config) => JSON.stringify(config).includes('"cron"'));
  };

  expect((await scheduled(true)).length).toBeGreaterThan(5);
  expect(await scheduled(false)).toMatchObject([{ id: "candlewatch-deliver-notifications" }]);
});
