import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewStaleness } from "@/lib/views/staleness";

export const GET = respond("staleness", ({ query, now }) => viewStaleness(viewDeps(now), query));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
