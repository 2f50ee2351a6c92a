import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewExecutionRequests } from "@/lib/views/execution-requests";

export const GET = respond("executionRequests", ({ params, query, now }) =>
  viewExecutionRequests(viewDeps(now), { ...params, ...query }),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
