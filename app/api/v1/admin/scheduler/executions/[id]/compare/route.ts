import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewExecutionCompare } from "@/lib/views/execution-compare";

export const GET = respond("executionCompare", ({ params, query, now }) =>
  viewExecutionCompare(viewDeps(now), { ...params, ...query }),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
