import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewFreshnessHistory } from "@/lib/views/freshness-history";

export const GET = respond("freshnessHistory", ({ query, now }) =>
  viewFreshnessHistory(viewDeps(now), query),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
