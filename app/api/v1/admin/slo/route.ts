import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewSlo } from "@/lib/views/slo";

export const GET = respond("slo", ({ query, now }) => viewSlo(viewDeps(now), query));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
