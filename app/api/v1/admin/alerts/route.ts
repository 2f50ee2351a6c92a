import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewAlerts } from "@/lib/views/alerts";

export const GET = respond("alerts", ({ query, now }) => viewAlerts({ db, now }, query));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
