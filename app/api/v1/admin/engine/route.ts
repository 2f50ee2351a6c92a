import { engineDeps } from "@/app/api/engine-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewEngine } from "@/lib/views/engine";

export const GET = respond("engine", ({ now }) => viewEngine(engineDeps(now)));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
