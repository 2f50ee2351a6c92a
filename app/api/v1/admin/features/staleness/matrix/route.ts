import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewStalenessMatrix } from "@/lib/views/staleness-matrix";

export const GET = respond("stalenessMatrix", ({ query, now }) =>
  viewStalenessMatrix(viewDeps(now), query),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
