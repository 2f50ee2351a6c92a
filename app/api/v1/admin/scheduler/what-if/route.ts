import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewWhatIf } from "@/lib/views/what-if";

export const GET = respond("whatIf", ({ now }) => viewWhatIf(viewDeps(now)));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
