import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewExecution } from "@/lib/views/execution";

export const GET = respond("execution", ({ params, now }) => viewExecution(viewDeps(now), params));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
