import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewAlertRules } from "@/lib/views/alert-rules";

export const GET = respond("alertRules", ({ now }) => viewAlertRules(viewDeps(now)));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
