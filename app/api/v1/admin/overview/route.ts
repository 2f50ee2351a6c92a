import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewOverview } from "@/lib/views/overview";

export const GET = respond("overview", ({ now }) => viewOverview(viewDeps(now)));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
