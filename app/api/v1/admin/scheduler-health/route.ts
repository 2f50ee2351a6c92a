import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { Reply } from "@/lib/http/reply";
import { respond } from "@/lib/http/respond";
import { viewSchedulerHealth } from "@/lib/views/scheduler-health";

export const GET = respond("schedulerHealth", async ({ now }) => {
  const health = await viewSchedulerHealth(viewDeps(now));
  return new Reply(health, { status: health.status === "unhealthy" ? 503 : 200 });
});
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
