import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewFailureGroups } from "@/lib/views/failure-groups";

export const GET = respond("failureGroups", ({ query, now }) =>
  viewFailureGroups(viewDeps(now), query),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
