import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewCoverage } from "@/lib/views/coverage";

export const GET = respond("coverage", ({ query, now }) => viewCoverage(viewDeps(now), query));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
