import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewCoverageDay } from "@/lib/views/coverage-day";

export const GET = respond("coverageDay", ({ params, now }) =>
  viewCoverageDay(viewDeps(now), params),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
