import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewExecutionStats } from "@/lib/views/execution-stats";

export const GET = respond("executionStats", ({ query, now }) =>
  viewExecutionStats(viewDeps(now), query),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
