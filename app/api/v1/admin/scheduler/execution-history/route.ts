import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewExecutionHistory } from "@/lib/views/execution-history";

export const GET = respond("executionHistory", ({ query, now }) =>
  viewExecutionHistory(viewDeps(now), query),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
