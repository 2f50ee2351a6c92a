/** Cases that need a whole minute: run by `npm run conformance`, not by every test run. */
import assert from "node:assert/strict";
import { defineCase } from "@/inngest/conformance/kit";

export const cron = defineCase({
  name: "cron",
  title: "a schedule starts one run per tick, with an event that names it",
  functions: (kit) => [
    kit.client.createFunction(
      { id: kit.id("fn"), triggers: [{ cron: "* * * * *" }] },
      async ({ event }) => {
        kit.note("tick", event.name);
      },
    ),
  ],
  check: async (kit) => {
    await kit.until(() => kit.notes("tick").length >= 1, "a tick", 75_000);
    assert.equal(kit.notes("tick")[0]?.value, "inngest/scheduled.timer");
    await kit.pause(2_000);
    assert.equal(kit.notes("tick").length, 1);
  },
});
