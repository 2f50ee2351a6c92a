import { engineDeps } from "@/app/api/engine-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewEngineRuns } from "@/lib/views/engine-runs";

export const GET = respond("engineRuns", ({ query, now }) =>
  viewEngineRuns(engineDeps(now), query),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
