/** How e-mail leaves this server; null when SMTP_URL is not set. */
import { env } from "@/lib/env";
import type { Mailer } from "@/lib/pipeline/send-email";

export function mailer(): Mailer | null {
  if (env.smtpUrl === undefined) return null;
  return {
    url: env.smtpUrl,
    from: env.smtpFrom ?? `candlewatch@${new URL(env.publicUrl).hostname}`,
  };
}
