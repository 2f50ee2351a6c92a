/** One notice as an e-mail in plain text. */
import { createTransport } from "nodemailer";
import type { SendResult } from "./send-webhook";

const TIMEOUT_MS = 15_000;

export type Mailer = { url: string; from: string };

/** Never throws: what went wrong is in the result. */
export async function sendEmail(
  { url, from }: Mailer,
  mail: { to: string; subject: string; text: string; eventId: string },
): Promise<SendResult> {
  const timeouts = {
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  };
  const transport = createTransport({ url, ...timeouts }, { from });
  try {
    const { eventId, ...message } = mail;
    const info = await transport.sendMail({
      ...message,
      headers: { "X-Candlewatch-Delivery": eventId },
    });
    return { status: 250, answer: info.response, error: null };
  } catch (error) {
    const message = error instanceof Error ? error.message : "failed";
    // The library may quote the address it was given, and with it the password.
    return { status: null, answer: null, error: message.replaceAll(url, "SMTP_URL") };
  } finally {
    transport.close();
  }
}
