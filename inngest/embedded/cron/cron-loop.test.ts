import { serve } from "inngest/edge";
import { afterEach, expect, test } from "vitest";
import { createStage, type Stage } from "@/inngest/embedded/testing/stage";

let stage: Stage;
afterEach(() => stage.close());

const onSchedules = (schedules: Record<string, string>) => (client: Stage["client"]) =>
  Object.entries(schedules).map(([id, cron]) =>
    client.createFunction({ id, triggers: [{ cron }] }, async () => id),
  );

/** As if the engine had not looked for five hours. */
async function missHours(...ids: string[]) {
  for (const id of ids) {
    await stage.database.sql`
      insert into engine.cron_state values (${`stage-${id}`}, '0 * * * *', clock_timestamp() - interval '5 hours', true)`;
  }
}

test("while schedules are off, those that tell people what happened go on", async () => {
  const both = { fetch: "0 * * * *", tell: "0 * * * *" };
  stage = await createStage(onSchedules(both), { cronEnabled: false, cronAlways: ["stage-tell"] });
  await missHours("fetch", "tell");
  await stage.engine.start();
  await stage.ended();

  const runs = await stage.engine.listRuns({ limit: 10 });
  expect(runs.map(({ functionId }) => functionId)).toEqual(["stage-tell"]);
});

test("an edited schedule takes effect when the functions are registered again, and fires nothing for the past", async () => {
  stage = await createStage(onSchedules({ tick: "0 * * * *" }));
  await stage.engine.start();
  const functions = onSchedules({ tick: "*/7 * * * *" })(stage.client);
  stage.open(serve({ client: stage.client, functions }));

  await stage.engine.refresh({ retryDelaysMs: [30] });

  const { crons } = await stage.engine.snapshot();
  expect(crons.map(({ cron }) => cron)).toEqual(["*/7 * * * *"]);
  expect((crons[0]?.nextAt?.getUTCMinutes() ?? -1) % 7).toBe(0);
  expect(await stage.engine.listRuns({ limit: 10 })).toEqual([]);
});

test("a limit that was edited holds for the runs that come after", async () => {
  const throttled = (limit: number) => [
    stage.client.createFunction(
      { id: "work", triggers: [{ event: "go" }], throttle: { limit, period: "1h" } },
      async () => limit,
    ),
  ];
  stage = await createStage((client) => [
    client.createFunction(
      { id: "work", triggers: [{ event: "go" }], throttle: { limit: 1, period: "1h" } },
      async () => 1,
    ),
  ]);
  await stage.engine.start();
  stage.open(serve({ client: stage.client, functions: throttled(3_600) }));
  await stage.engine.refresh({ retryDelaysMs: [30] });

  await stage.engine.sendEvents(Array.from({ length: 2 }, () => ({ name: "go" })));

  const isDone = async () => {
    const runs = await stage.engine.listRuns({ limit: 10 });
    return runs.length === 2 && runs.every(({ status }) => status === "completed");
  };
  expect(await stage.until(isDone)).toBe(true);
});
