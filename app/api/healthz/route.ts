import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";

export const GET = respond("healthz", ({ now }) => ({
  timestamp: now.toISOString(),
  status: "alive",
  uptime_seconds: Math.round(process.uptime()),
}));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
