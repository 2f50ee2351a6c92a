import { visibleSessions } from "@/lib/auth/manage-sessions";
import { db } from "@/lib/db/client";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";

export const GET = respond("sessions", async ({ actor, now }) => ({
  timestamp: now.toISOString(),
  sessions: (await visibleSessions({ db, actor })).map((session) => ({
    id: session.id,
    user: session.email,
    created_at: session.createdAt.toISOString(),
    last_used_at: session.lastUsedAt.toISOString(),
    expires_at: session.expiresAt.toISOString(),
    ip: session.ipAddress,
    user_agent: session.userAgent,
  })),
}));
export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET");
