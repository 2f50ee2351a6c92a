import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewFailures } from "@/lib/views/failures";

export const GET = respond("failures", ({ query, now }) => viewFailures(viewDeps(now), query));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
