import { viewDeps } from "@/app/api/view-deps";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewAlertBacktest } from "@/lib/views/alert-rules";

export const POST = respond("backtestAlerts", ({ body, now }) =>
  viewAlertBacktest(viewDeps(now), body),
);
export const { GET, PUT, PATCH, DELETE, OPTIONS } = allowOnly("POST");
