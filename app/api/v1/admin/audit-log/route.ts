import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewAuditLog } from "@/lib/views/access";

export const GET = respond("auditLog", ({ query, now }) => viewAuditLog({ db, now }, query));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
