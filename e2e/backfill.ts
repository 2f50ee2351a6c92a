/** What journeys do through the API before they look. */
import type { APIRequestContext } from "@playwright/test";
import { expect } from "./fixtures";

/** A week that is over, so that a run asks for the same bars whenever it is made. */
const CLOSED_WEEK = { from: "2026-11-09T00:00:00Z", to: "2026-11-14T00:00:00Z" };

/** Starts a backfill and returns its id. */
export async function startBackfill(
  api: APIRequestContext,
  body: Record<string, unknown>,
): Promise<string> {
  const answer = await api.post("/api/v1/admin/backfill/trigger", {
    data: { ...CLOSED_WEEK, force: true, ...body },
  });
  expect(answer.status(), await answer.text()).toBe(202);
  const { execution_id: id } = (await answer.json()) as { execution_id: string };
  return id;
}

/** Waits until an execution is closed and returns how it ended. */
export async function waitForEnd(api: APIRequestContext, id: string): Promise<string> {
  let status = "running";
  await expect
    .poll(
      async () => {
        const answer = await api.get(`/api/v1/admin/scheduler/executions/${id}`);
        const body = (await answer.json()) as { execution: { status: string } };
        status = body.execution.status;
        return status;
      },
      { timeout: 60_000 },
    )
    .not.toBe("running");
  return status;
}
