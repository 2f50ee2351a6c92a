import { randomBytes } from "node:crypto";
import { checkTarget } from "@/app/api/v1/admin/channels/check-target";
import { mailer } from "@/inngest/mailer";
import { withAudit } from "@/lib/auth/with-audit";
import { db } from "@/lib/db/client";
import { insertChannel } from "@/lib/db/queries/channels";
import { allowOnly } from "@/lib/http/allow-only";
import { respond } from "@/lib/http/respond";
import { viewChannel, viewChannels } from "@/lib/views/channels";

export const GET = respond("channels", ({ now }) => viewChannels({ db, now }, mailer() !== null));

export const POST = respond("addChannel", async ({ body, actor, now }) => {
  const { kind, name, target, events, allow_private: allowPrivate } = body;
  checkTarget(kind, target);
  const secret = kind === "webhook" ? `cwsec_${randomBytes(32).toString("base64url")}` : null;
  const id = await withAudit(db, actor, async (tx) => {
    const seen = { kind, name, target, events, allowPrivate };
    const channel = await insertChannel(tx, { ...seen, secret, createdBy: actor.name });
    return {
      result: channel.id,
      change: { action: "channel.add", target: `channel ${channel.id}`, after: seen },
    };
  });
  return { timestamp: now.toISOString(), channel: await viewChannel({ db, now }, id), secret };
});
export const { PUT, PATCH, DELETE, OPTIONS } = allowOnly("GET", "POST");
