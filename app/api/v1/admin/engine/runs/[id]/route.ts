import { engineDeps } from "@/app/api/engine-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewEngineRun } from "@/lib/views/engine-runs";

export const GET = respond("engineRun", ({ params, now }) =>
  viewEngineRun(engineDeps(now), params),
);
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
