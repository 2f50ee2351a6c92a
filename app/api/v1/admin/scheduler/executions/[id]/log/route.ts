import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewExecutionLog } from "@/lib/views/execution-log";

export const GET = respond("executionLog", ({ params, query, now }) =>
  viewExecutionLog(viewDeps(now), { ...params, ...query }),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
